import { z } from 'zod'
import { CityInfo } from '../backend-api.ts'
import { Agent } from '../domain/agent.ts'
import { Code } from '../domain/basics.ts'
import { request, nothing, done } from './request.ts'

export const SessionView = z.object({
  signedIn: z.boolean(),
  agent: Agent.nullable(),
  city: CityInfo.nullable(),
  demo: z.boolean(),
  /** Set when the backend cannot be asked: sign-in needs it once, work afterwards does not. */
  backendReachable: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

export const sessionRequests = {
  'session.get': request(nothing, SessionView),
  'session.signIn': request(
    z.object({ agentId: Code, password: z.string().max(200).optional() }),
    SessionView,
  ),
  'session.signOut': request(nothing, done),
} as const
