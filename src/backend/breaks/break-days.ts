import type { Kysely, Transaction } from 'kysely'
import { BreakDay } from '../../shared/domain/break-day.ts'
import { refusals } from '../../shared/domain/shifts/refusals.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'

/** An agent speaks of his own breaks only; the later of two words about one day stands. */
export async function recordBreakDays(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'breaks.record'>[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const { breaks } = payload
    if (breaks.agentId !== agentId) {
      verdicts.push({ status: 'rejected', reason: refusals.breaksOfAnother })
      continue
    }
    const row = {
      agent_id: agentId,
      day: breaks.day,
      owed: breaks.owed,
      taken: breaks.taken,
      debt: breaks.debt,
      next_at: breaks.nextAt,
      told_at: breaks.toldAt,
    }
    await trx
      .insertInto('break_days')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['agent_id', 'day'])
          .doUpdateSet(row)
          .whereRef('break_days.told_at', '<=', 'excluded.told_at'),
      )
      .execute()
    verdicts.push({ status: 'accepted', writes: [] })
  }
  return verdicts
}

/** How the breaks of one day stand, for the board of a team lead. */
export async function readBreakDays(db: Kysely<Database>, day: string): Promise<BreakDay[]> {
  const rows = await db
    .selectFrom('break_days')
    .selectAll()
    .where('day', '=', day)
    .orderBy('agent_id')
    .execute()
  return rows.map((row) =>
    BreakDay.parse({
      agentId: row.agent_id,
      day: row.day,
      owed: row.owed,
      taken: row.taken,
      debt: row.debt,
      nextAt: row.next_at === null ? null : new Date(row.next_at).toISOString(),
      toldAt: new Date(row.told_at).toISOString(),
    }),
  )
}
