import { z } from 'zod'
import { Code, Id } from '../domain/basics.ts'
import { DeclaredEmergency, DeclareEmergency } from '../domain/declared-emergency.ts'
import { done, nothing, request } from './request.ts'

/** F-DISC: what leads may say outside of a shift, and only so. */
export const emergenciesRequests = {
  /** Declared to this agent and not read yet, newest first. */
  'emergencies.unread': request(nothing, z.array(DeclaredEmergency)),
  /** Also with the cable out: that it was read goes up later. */
  'emergencies.read': request(z.object({ emergencyId: Id }), done),
  /** Online only, for team leads: reaches the agent at once, with the reason on record. */
  'emergencies.declare': request(DeclareEmergency.extend({ agentId: Code }), DeclaredEmergency),
  /** The leads' own record: to whom, why, and whether it was read. */
  'emergencies.log': request(nothing, z.array(DeclaredEmergency)),
} as const
