import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import type { Transaction } from 'kysely'
import { applyInteractionRecord } from '../../shared/apply.ts'
import { Interaction } from '../../shared/domain/interaction.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import type { CommandOf, Verdict } from './verdict.ts'

const anothers: Verdict = { status: 'rejected', reason: commandRefusals.ofAnother }

/** One interaction, one owner: only the agent who had the contact may record it again. */
export async function recordInteractions(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'interaction.record'>[],
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.interaction.interactionId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'interaction', ids)
  return commands.map(({ agentId, payload }) => {
    const { interaction } = payload
    if (interaction.agentId !== agentId) return anothers
    const before = Interaction.optional().parse(standing.get(interaction.interactionId))
    if (before && before.agentId !== agentId) return anothers
    const doc = applyInteractionRecord(before, payload)
    return { status: 'accepted', writes: [{ entity: 'interaction', id: interaction.interactionId, doc }] }
  })
}
