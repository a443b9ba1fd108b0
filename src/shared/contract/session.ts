import { z } from 'zod'
import { CityInfo } from '../backend-api.ts'
import { Agent } from '../domain/agent.ts'
import { Code, Instant } from '../domain/basics.ts'
import { request, nothing, done } from './request.ts'

export const SessionView = z.object({
  signedIn: z.boolean(),
  agent: Agent.nullable(),
  city: CityInfo.nullable(),
  demo: z.boolean(),
  /** Set when the backend cannot be asked: sign-in needs it once, work afterwards does not. */
  backendReachable: z.boolean(),
  /** Set where the agent sits at another desk by now: this one finishes its contact, then it is closed. */
  elsewhereSince: Instant.nullable(),
  /** How far a sign-in with the city's account is. */
  account: z.object({
    state: z.enum([
      'none',
      'opening',
      'waiting',
      'cancelled',
      'wrong-person',
      'provider-down',
      'backend-absent',
      'failed',
    ]),
    /** Where the browser has to go, where the desk could not open it by itself. */
    address: z.string().nullable(),
  }),
})
export type SessionView = z.infer<typeof SessionView>

export const sessionRequests = {
  'session.get': request(nothing, SessionView),
  'session.signIn': request(
    z.object({ agentId: Code, password: z.string().max(200).optional() }),
    SessionView,
  ),
  /** Answers at once; what comes of it is announced. The code opens this desk's lock, also with the cable out. */
  'session.enterWithAccount': request(z.object({ unlockCode: z.string().min(6).max(200) }), SessionView),
  'session.cancelAccount': request(nothing, SessionView),
  'session.signOut': request(nothing, done),
} as const
