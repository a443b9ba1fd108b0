import type { Transaction } from 'kysely'
import { Handover } from '../../shared/domain/handover.ts'
import { refusals } from '../../shared/domain/shifts/refusals.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { readAgent } from '../sign-in/agents.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Whose note it is, and that nobody has taken it yet, is never the desk's to say. */
export async function leaveHandovers(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'handover.leave'>[],
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.handover.handoverId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'handover', ids)
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const id = payload.handover.handoverId
    const agent = await readAgent(trx, agentId)
    if (standing.has(id)) verdicts.push({ status: 'rejected', reason: refusals.noteExists })
    else
      verdicts.push({
        status: 'accepted',
        writes: [
          {
            entity: 'handover',
            id,
            doc: { ...payload.handover, agentId, agentName: agent?.name ?? agentId, taken: null },
          },
        ],
      })
  }
  return verdicts
}

/** The first who takes it has it. */
export async function takeHandovers(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'handover.take'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.handoverId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'handover', ids)
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const handover = Handover.optional().parse(standing.get(payload.handoverId))
    if (!handover) {
      verdicts.push({ status: 'rejected', reason: refusals.noteGone })
      continue
    }
    if (handover.taken !== null && handover.taken.agentId !== agentId) {
      verdicts.push({ status: 'rejected', reason: refusals.noteTaken })
      continue
    }
    const name = (await readAgent(trx, agentId))?.name ?? agentId
    const doc = { ...handover, taken: { agentId, name, at: at.toISOString() } }
    standing.set(payload.handoverId, doc)
    verdicts.push({ status: 'accepted', writes: [{ entity: 'handover', id: payload.handoverId, doc }] })
  }
  return verdicts
}
