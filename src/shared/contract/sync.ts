import { z } from 'zod'
import { Id, Instant } from '../domain/basics.ts'
import { request, nothing, done } from './request.ts'

export const SyncView = z.object({
  pending: z.number().int(),
  rejected: z.array(
    z.object({ commandId: Id, type: z.string(), subject: z.string(), reason: z.string(), issuedAt: Instant }),
  ),
  reachable: z.boolean(),
  lastSyncAt: Instant.nullable(),
  /** Knowledge that came in damaged: which record, which field, which rule. The last good one stays in use. */
  problems: z.array(z.object({ entity: z.string(), id: z.string(), field: z.string(), rule: z.string() })),
})
export type SyncView = z.infer<typeof SyncView>

export const syncRequests = {
  'sync.get': request(nothing, SyncView),
  'sync.now': request(nothing, done),
  'sync.retry': request(z.object({ commandId: Id }), done),
  'sync.discard': request(z.object({ commandId: Id, reason: z.string().min(3).max(300) }), done),
} as const
