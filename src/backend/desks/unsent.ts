import { sql, type Kysely } from 'kysely'
import type { Board } from '../../shared/domain/schedules/live.ts'
import type { Database } from '../database/schema.ts'

/** domain §6.3: what has not been sent for longer is a lead's matter. */
const longestUnsentHours = 72

/** Desks that at their last word had something older than that to send; whoever sent it since has said so since. */
export async function readUnsent(
  db: Kysely<Database>,
  names: ReadonlyMap<string, string>,
): Promise<Board['unsent']> {
  const rows = await db
    .selectFrom('desks')
    .select(['agent_id', 'unsent', 'unsent_since'])
    .where('unsent', '>', 0)
    .where('wiped', 'is', null)
    .where(sql<boolean>`seen_at - unsent_since >= make_interval(hours => ${sql.lit(longestUnsentHours)})`)
    .orderBy('unsent_since')
    .execute()
  return rows.flatMap(({ agent_id: agentId, unsent: waiting, unsent_since: since }) =>
    since === null
      ? []
      : [{ agentId, name: names.get(agentId) ?? agentId, waiting, since: since.toISOString() }],
  )
}
