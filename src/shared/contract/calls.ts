import { z } from 'zod'
import { Instant } from '../domain/basics.ts'
import { Call, EndCause } from '../domain/call.ts'
import { request, nothing, done } from './request.ts'

const callId = z.object({ callId: z.string() })
/** As the agent typed, selected or chose it; what cannot be dialled is `invalid-input`. */
const to = z.string().min(1).max(256)
const placed = z.object({ callId: z.string() })

/** What a number or the exchange answered, kept until the agent has read it. */
export const CallOutcome = z.object({
  what: z.enum(['call', 'transfer', 'conference']),
  to: z.string(),
  name: z.string(),
  why: EndCause,
  at: Instant,
})
export type CallOutcome = z.infer<typeof CallOutcome>

/** A ringing call that its queue answers for the agent. */
export const AutoAnswering = z.object({ callId: z.string(), at: Instant, agentMayRefuse: z.boolean() })
export type AutoAnswering = z.infer<typeof AutoAnswering>

export const callsRequests = {
  'calls.list': request(nothing, z.array(Call)),
  'calls.autoAnswer': request(nothing, AutoAnswering.nullable()),
  /** The agent wants to press himself, this once; `forbidden` where the queue does not allow it. */
  'calls.refuseAutoAnswer': request(callId, done),
  /** `pressedAtMs`: epoch ms of the agent's press, for the answer-to-audio figure. */
  'calls.answer': request(callId.extend({ pressedAtMs: z.number() }), done),
  'calls.reject': request(callId, done),
  'calls.hangUp': request(callId, done),
  'calls.hold': request(callId.extend({ held: z.boolean() }), done),
  'calls.mute': request(callId.extend({ muted: z.boolean() }), done),
  'calls.dtmf': request(callId.extend({ tones: z.string().regex(/^[0-9*#A-D]{1,32}$/) }), done),

  /** Idle: a contact begins. Beside a contact: the second line, with the citizen on hold. */
  'calls.dial': request(z.object({ to, name: z.string().max(200).optional() }), placed),
  /** The other line talks, this one waits. */
  'calls.swap': request(nothing, done),
  /** REFER (RFC 3515); the caller stays ours until somebody took the call. */
  'calls.transfer': request(callId.extend({ to, name: z.string().max(200).optional() }), done),
  /** The citizen and the second line talk to each other (RFC 3891), the agent is out. */
  'calls.complete': request(nothing, done),
  /** All three in a room on the exchange. */
  'calls.join': request(nothing, done),
  /** Dials the city's emergency number beside the citizen, who is never put on hold, and joins them. */
  'calls.emergency': request(nothing, placed),
  'calls.text': request(callId.extend({ text: z.string().min(1).max(2000) }), done),
  'calls.outcome': request(nothing, CallOutcome.nullable()),
  'calls.dismissOutcome': request(nothing, done),
} as const
