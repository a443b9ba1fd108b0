import { z } from 'zod'
import { Instant } from './basics.ts'

/**
 * Why a call ended, as a closed list: the core decides by it (a missed call, a lost line) and never by words.
 * `no-answer` is the exchange giving up on this desk (RFC 3326: Q.850 cause 19), `cancelled` the citizen. `busy`
 * to `not-allowed` are what a number that was dialled answered (RFC 3261 §21.4–21.6).
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
  'busy',
  'declined',
  'unknown-number',
  'unavailable',
  'not-allowed',
  /** The far end talks to somebody else now: a transfer went through. */
  'transferred',
  'failed',
])
export type EndCause = z.infer<typeof EndCause>

/**
 * Which of the agent's two lines a call is on: the contact's own, or the one beside it. `conference` is the room
 * on the exchange that both were moved into; it takes the contact's place.
 */
export const CallPart = z.enum(['contact', 'consult', 'emergency', 'conference'])
export type CallPart = z.infer<typeof CallPart>

/** `join` moves a line into a conference room where the agent already is. */
export const TransferHow = z.enum(['blind', 'attended', 'join'])
export type TransferHow = z.infer<typeof TransferHow>

/** A REFER (RFC 3515) as its NOTIFYs tell it; one that went through is the end of the call. */
export const Transfer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('under-way'),
    how: TransferHow,
    to: z.string().max(256),
    heard: z.enum(['nothing', 'trying', 'ringing']),
  }),
  z.object({ state: z.literal('refused'), how: TransferHow, to: z.string().max(256), why: EndCause }),
])
export type Transfer = z.infer<typeof Transfer>

/** One line of text beside the voice (RFC 3428). Text from outside: never markup. */
export const CallText = z.object({
  from: z.enum(['agent', 'other']),
  text: z.string().min(1).max(2000),
  at: Instant,
  /** False where the exchange said no to it, or nothing. */
  delivered: z.boolean(),
})
export type CallText = z.infer<typeof CallText>

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
  /** `earlyMedia`: the exchange says by sound how it goes; otherwise the desk plays the ring-back. */
  z.object({ name: z.literal('ringing'), since: Instant, earlyMedia: z.boolean() }),
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
  /** `Reason` (RFC 3326) of an INVITE that brings back a caller who had been transferred: why it failed. */
  cameBack: EndCause.optional(),
})
export type CallOffer = z.infer<typeof CallOffer>

export const Call = z.object({
  callId: z.string().min(1).max(64),
  direction: z.enum(['inbound', 'outbound']),
  part: CallPart,
  offer: CallOffer,
  phase: CallPhase,
  muted: z.boolean(),
  held: z.object({ local: z.boolean(), remote: z.boolean() }),
  transfer: Transfer.nullable(),
  /** Who was moved into this conference room. */
  members: z.array(z.string().max(256)),
  texts: z.array(CallText),
})
export type Call = z.infer<typeof Call>

/** What the voice page saw happen to a call. */
export const CallEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), at: Instant, earlyMedia: z.boolean() }),
  z.object({ kind: z.literal('connected'), at: Instant }),
  z.object({ kind: z.literal('muted'), muted: z.boolean() }),
  z.object({ kind: z.literal('held'), by: z.enum(['local', 'remote']), held: z.boolean() }),
  z.object({ kind: z.literal('transfer'), transfer: Transfer }),
  /** Somebody was moved into this conference room. */
  z.object({ kind: z.literal('joined'), name: z.string().max(256) }),
  z.object({ kind: z.literal('text'), text: CallText }),
  z.object({ kind: z.literal('ended'), at: Instant, cause: EndCause }),
])
export type CallEvent = z.infer<typeof CallEvent>
