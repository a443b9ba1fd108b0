import type { BundleRefusal } from '../../shared/domain/publishing/bundle.ts'
import { DeskError } from '../../shared/errors.ts'
import type { KnowledgeProblem } from '../db/knowledge.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Log } from '../shell.ts'
import type { Outbox } from '../sync/outbox.ts'
import type { SyncLoop } from '../sync/sync-loop.ts'

/** What waits, what was refused and why; the agent decides about the refused ones. */
export function createSyncFeature(deps: {
  rows: CacheRows
  outbox: Outbox
  loop: SyncLoop
  log: Log
  newId: () => string
  /** What was refused of the city's signed knowledge and has not been put right. */
  refusedBundle: () => BundleRefusal | undefined
  onChanged: (subject: string) => void
}): { readonly handlers: HandlersOf<'sync'> } {
  const { rows, outbox, loop } = deps

  function rejected(commandId: string): string {
    const found = outbox.rejected().find(({ command }) => command.commandId === commandId)
    if (!found) throw new DeskError('not-found', 'No such rejected command.')
    return found.command.subject
  }

  /** Told among what came in damaged: the last good bundle stays in use as the last good record does. */
  function refusedBundle(): KnowledgeProblem[] {
    const refusal = deps.refusedBundle()
    return refusal === undefined ? [] : [{ entity: 'bundle', id: refusal, field: '', rule: refusal }]
  }

  return {
    handlers: {
      'sync.get': () => ({
        pending: outbox.pending(),
        rejected: outbox.rejected().map(({ command, reason }) => ({
          commandId: command.commandId,
          type: command.type,
          subject: command.subject,
          reason,
          issuedAt: command.issuedAt,
        })),
        reachable: loop.reachable,
        lastSyncAt: loop.lastSyncAt === undefined ? null : new Date(loop.lastSyncAt).toISOString(),
        problems: [...refusedBundle(), ...rows.knowledge.problems()],
      }),
      async 'sync.now'() {
        outbox.hurry()
        await loop.now()
        return null
      },
      'sync.retry'({ commandId }) {
        const subject = rejected(commandId)
        outbox.retry(commandId, deps.newId())
        deps.onChanged(subject)
        void loop.now()
        return null
      },
      'sync.discard'({ commandId, reason }) {
        const subject = rejected(commandId)
        rows.together(() => {
          outbox.discard(commandId)
          rows.remembered.write(`discarded.${commandId}`, { reason })
        })
        deps.log.warn('rejected command discarded by the agent', { commandId })
        deps.onChanged(subject)
        return null
      },
    },
  }
}
