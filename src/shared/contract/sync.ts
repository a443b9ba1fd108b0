import { z } from 'zod'
import { Code, Id, Instant } from '../domain/basics.ts'
import { request, nothing, done } from './request.ts'

/**
 * How a question to the backend ended without its answer. `no-network`: nobody there; `untrusted`: no secure
 * connection (its certificate, or somebody in between); `too-slow`; `cut-off`: half an answer; `other-voice`:
 * something else answered, such as a proxy's page; `too-busy`: told to wait; `fault`: the backend failed.
 */
export const Unanswered = z.object({
  kind: z.enum(['no-network', 'untrusted', 'too-slow', 'cut-off', 'other-voice', 'too-busy', 'fault']),
  /** HTTP, where one came. */
  status: z.number().int().optional(),
})
export type Unanswered = z.infer<typeof Unanswered>

/** Why something has not been sent: as above, or it is not its turn. */
export const WaitReason = z.enum([
  ...Unanswered.shape.kind.options,
  /** It was not sent yet. */
  'turn',
  /** Something before it was refused and waits for the agent. */
  'refused-before',
  /** It belongs to a colleague who has to sign in here again. */
  'colleague',
  /** Nobody is signed in. */
  'signed-out',
])
export type WaitReason = z.infer<typeof WaitReason>

/** What an agent may mend of a case that was not taken. */
export const CaseCorrection = z.object({
  serviceCode: Code,
  requesterName: z.string().max(200),
  phone: z.string().max(64),
  address: z.string().max(300),
  description: z.string().max(4000),
})
export type CaseCorrection = z.infer<typeof CaseCorrection>

const Kept = z.object({ commandId: Id, type: z.string(), subject: z.string(), issuedAt: Instant })

export const SyncView = z.object({
  pending: z.number().int(),
  /** The oldest that wait, each with its reason. */
  waiting: z.array(Kept.extend({ why: WaitReason, attempts: z.number().int(), nextAt: Instant.nullable() })),
  rejected: z.array(
    Kept.extend({
      reason: z.string(),
      /** What the agent may write anew; null where there is nothing to mend. */
      editable: CaseCorrection.nullable(),
    }),
  ),
  reachable: z.boolean(),
  /** What stands between desk and backend, since when and until when nothing is tried. */
  trouble: Unanswered.extend({ since: Instant, nextAt: Instant.nullable() }).nullable(),
  /** How far this machine's clock is before (+) or behind (−) the backend's, where it is more than a minute. */
  clockOffByMs: z.number().int().nullable(),
  lastSyncAt: Instant.nullable(),
  /** Knowledge that came in damaged: which record, which field, which rule. The last good one stays in use. */
  problems: z.array(z.object({ entity: z.string(), id: z.string(), field: z.string(), rule: z.string() })),
})
export type SyncView = z.infer<typeof SyncView>

const Reason = z.string().trim().min(3).max(300)

export const syncRequests = {
  'sync.get': request(nothing, SyncView),
  'sync.now': request(nothing, done),
  'sync.retry': request(z.object({ commandId: Id }), done),
  /** The refused case with other words, as a new command. */
  'sync.edit': request(z.object({ commandId: Id, correction: CaseCorrection }), done),
  /** What it was goes to the backend with the reason: nothing disappears without a trace. */
  'sync.discard': request(z.object({ commandId: Id, reason: Reason }), done),
} as const
