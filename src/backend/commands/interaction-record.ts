import type { Transaction } from 'kysely'
import { applyInteractionRecord } from '../../shared/apply.ts'
import { Interaction } from '../../shared/domain/interaction.ts'
import { lockRecord, readRecord } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** One interaction, one owner: only the agent who had the contact may record it again. */
export async function recordInteraction(
  trx: Transaction<Database>,
  command: CommandOf<'interaction.record'>,
): Promise<Verdict> {
  const { interaction } = command.payload
  if (interaction.agentId !== command.agentId)
    return { status: 'rejected', reason: 'The contact belongs to another agent.' }
  await lockRecord(trx, interaction.interactionId)
  const standing = Interaction.optional().parse(
    await readRecord(trx, 'interaction', interaction.interactionId),
  )
  if (standing && standing.agentId !== command.agentId)
    return { status: 'rejected', reason: 'The contact belongs to another agent.' }
  const doc = applyInteractionRecord(standing, command.payload)
  return { status: 'accepted', writes: [{ entity: 'interaction', id: interaction.interactionId, doc }] }
}
