import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import type { Transaction } from 'kysely'
import { applyFeedbackGive } from '../../shared/apply.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Taken also when the record has changed or gone since: that is what an agent's word may be about. */
export async function giveFeedback(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'feedback.give'>[],
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.feedback.feedbackId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'feedback', ids)
  return commands.map(({ agentId, payload }) => {
    const id = payload.feedback.feedbackId
    if (standing.has(id)) return { status: 'rejected', reason: commandRefusals.exists }
    return {
      status: 'accepted',
      writes: [{ entity: 'feedback', id, doc: applyFeedbackGive(payload, agentId) }],
    }
  })
}
