import { z } from 'zod'
import { AccessEntry } from '../domain/access-log.ts'
import { Id, Instant } from '../domain/basics.ts'
import { done, nothing, request } from './request.ts'

/** What stands on the screen while the desk is locked: nothing of a citizen. */
export const LockView = z.object({
  locked: z.boolean(),
  reason: z.enum(['idle', 'key', 'system', 'start']).nullable(),
  /** False where the city asks for no password (the demo). */
  needsPassword: z.boolean(),
  /** The queue of a call that rings meanwhile. */
  ringing: z.string().nullable(),
})
export type LockView = z.infer<typeof LockView>

export const AccessLogView = z.object({
  /** Newest first. */
  entries: z.array(
    AccessEntry.pick({ sequence: true, action: true, entity: true, reason: true, result: true }).extend({
      at: Instant,
      sent: z.boolean(),
    }),
  ),
  /** False where somebody changed or removed an entry on this machine. */
  whole: z.boolean(),
})
export type AccessLogView = z.infer<typeof AccessLogView>

export const privacyRequests = {
  'lock.get': request(nothing, LockView),
  /** The key that hides the screen at once. */
  'lock.now': request(nothing, LockView),
  /** Somebody is at the desk: said at most every few seconds, never with what he did. */
  'lock.active': request(nothing, done),
  'lock.open': request(z.object({ password: z.string().max(200).optional() }), LockView),

  /** An identifier in full; who asked for it goes to the access log. */
  'privacy.reveal': request(
    z.object({ interactionId: Id, what: z.enum(['phone', 'document']) }),
    z.object({ value: z.string() }),
  ),
  /** Something was copied from a screen with a citizen: it is logged, and the clipboard emptied after 30 s. */
  'privacy.copied': request(nothing, done),
  /** The agent's own entries. */
  'privacy.accessLog': request(nothing, AccessLogView),
} as const
