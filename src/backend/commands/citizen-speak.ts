import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import type { Transaction } from 'kysely'
import { Citizen, speaking } from '../../shared/domain/citizen.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** The last word counts, whoever said it: it is what the citizen asked for on the telephone. */
export async function speakWithCitizens(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'citizen.speak'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.citizenId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'citizen', ids)
  return commands.map(({ payload: { citizenId, language } }) => {
    const citizen = Citizen.safeParse(standing.get(citizenId)).data
    if (!citizen) return { status: 'rejected', reason: commandRefusals.citizenGone }
    const doc = { ...speaking(citizen, language), updatedAt: at.toISOString() }
    standing.set(citizenId, doc)
    return { status: 'accepted', writes: [{ entity: 'citizen', id: citizenId, doc }] }
  })
}
