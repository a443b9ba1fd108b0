import { z } from 'zod'
import { Instant } from './basics.ts'

/**
 * Why a call ended, as a closed list: the core decides by it (a missed call, a lost line) and never by words.
 * `no-answer` is the exchange giving up on this desk (RFC 3326: Q.850 cause 19), `cancelled` the citizen.
 */
export const EndCause = z.enum([
  'agent-hung-up',
  'citizen-hung-up',
  'cancelled',
  'answered-elsewhere',
  'no-answer',
  'rejected',
  'no-microphone',
  'line-lost',
  'media-lost',
  'media-failed',
  'voice-page-lost',
  'failed',
])
export type EndCause = z.infer<typeof EndCause>

/**
 * One SIP session as the agent sees it. Lives as long as its media; never stored.
 *
 *            ┌────────── reject, cancel, no answer ──────────┐
 *  INVITE ─▶ alerting ── answer ─▶ connected ── BYE ─────────▶ ended
 *  dial ───▶ dialling ── 18x ───▶ ringing ── 200 ─▶ connected   ▲
 *               └──────── refused, cancelled, failed ───────────┘
 *
 * Hold (local, remote) and mute are facts beside the phase, not phases.
 */
export const CallPhase = z.discriminatedUnion('name', [
  z.object({ name: z.literal('alerting'), since: Instant }),
  z.object({ name: z.literal('dialling'), since: Instant }),
  z.object({ name: z.literal('ringing'), since: Instant }),
  z.object({ name: z.literal('connected'), answeredAt: Instant }),
  z.object({ name: z.literal('ended'), endedAt: Instant, cause: EndCause, answeredAt: Instant.optional() }),
])
export type CallPhase = z.infer<typeof CallPhase>
export type CallPhaseName = CallPhase['name']

/** What came in the INVITE beside the voice. Everything is text from outside: shown as text, never as markup. */
export const CallOffer = z.object({
  number: z.string().max(256),
  displayName: z.string().max(256),
  /** `X-Queue` */
  queue: z.string().max(256),
  /** `X-Call-Id`: the exchange's own name of the contact. */
  externalCallId: z.string().max(256),
  /** `X-IVR-Data`, `key=value;…` as the menu or the virtual agent collected it. */
  ivr: z.record(z.string().max(64), z.string().max(512)),
  /** `User-to-User` (RFC 7433), undecoded. */
  userToUser: z.string().max(1024),
})
export type CallOffer = z.infer<typeof CallOffer>

export const Call = z.object({
  callId: z.string().min(1).max(64),
  direction: z.enum(['inbound', 'outbound']),
  offer: CallOffer,
  phase: CallPhase,
  muted: z.boolean(),
  held: z.object({ local: z.boolean(), remote: z.boolean() }),
})
export type Call = z.infer<typeof Call>

/** What the voice page saw happen to a call. */
export const CallEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), at: Instant }),
  z.object({ kind: z.literal('connected'), at: Instant }),
  z.object({ kind: z.literal('muted'), muted: z.boolean() }),
  z.object({ kind: z.literal('held'), by: z.enum(['local', 'remote']), held: z.boolean() }),
  z.object({ kind: z.literal('ended'), at: Instant, cause: EndCause }),
])
export type CallEvent = z.infer<typeof CallEvent>
