import { z } from 'zod'
import type { CallPhaseName } from './call.ts'
import { Code, Day, Instant } from './basics.ts'
import { WorkFunction } from './shifts/rules.ts'

export const AgentRole = z.enum(['agent', 'team-lead', 'administrator'])

export const Agent = z.object({
  agentId: Code,
  name: z.string().min(1).max(120),
  role: AgentRole,
  /** Who works together: a team may have new knowledge before everybody else. */
  team: Code.optional(),
  queues: z.array(Code),
  /** Level 2: of these units he is a specialist and works the queue. */
  units: z.array(Code).optional(),
  /** R-SKILL: what he has verified training for; without it everything. */
  skills: z.array(WorkFunction).optional(),
  /** F-NEW: the first working day. */
  startedOn: Day.optional(),
})
export type Agent = z.infer<typeof Agent>

/** Numeric, stable reason codes of a not-ready presence (domain §2.1); the words are on screen, by language. */
export const ReasonCode = z.union(
  [101, 102, 103, 104, 105, 106, 201, 202, 203, 204, 205, 301, 302, 401].map((code) => z.literal(code)),
)
export type ReasonCode = z.infer<typeof ReasonCode>

/** What the agent chose. What the agent *is* follows from it and from the calls: see `agentState`. */
export const Presence = z.discriminatedUnion('kind', [
  /** Signed in and looking at microphone and line: the shift has not begun. */
  z.object({ kind: z.literal('preparing') }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('not-ready'), reason: ReasonCode }),
  z.object({ kind: z.literal('signed-out') }),
])
export type Presence = z.infer<typeof Presence>

/** Where the SIP registration stands; `refused` is final until somebody changes something. */
export const Registration = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('registering') }),
  z.object({ state: z.literal('registered'), since: Instant }),
  z.object({ state: z.literal('offline'), reason: z.enum(['unreachable', 'lost', 'no-voice-page']) }),
  z.object({
    state: z.literal('refused'),
    reason: z.enum(['wrong-password', 'unknown-account', 'other']),
    status: z.number(),
  }),
])
export type Registration = z.infer<typeof Registration>

export const AgentState = z.enum([
  'preparing',
  'ready',
  'reserved',
  'talking',
  'wrap-up',
  'not-ready',
  'signed-out',
  'no-line',
])
export type AgentState = z.infer<typeof AgentState>

/**
 * Never stored: it follows from what the agent chose, the calls, the wrap-up and the line.
 * Ready cannot be shown without a live registration and a microphone that opened.
 */
export function agentState(facts: {
  presence: Presence
  phases: readonly CallPhaseName[]
  wrapUpPending: boolean
  registration: Registration
  microphoneOpen: boolean
}): AgentState {
  const { presence, phases } = facts
  if (presence.kind === 'signed-out') return 'signed-out'
  if (phases.some((phase) => phase === 'connected' || phase === 'dialling' || phase === 'ringing'))
    return 'talking'
  if (phases.includes('alerting')) return 'reserved'
  if (facts.wrapUpPending) return 'wrap-up'
  if (presence.kind !== 'ready') return presence.kind
  return facts.registration.state === 'registered' && facts.microphoneOpen ? 'ready' : 'no-line'
}
