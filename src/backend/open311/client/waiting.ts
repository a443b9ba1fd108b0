import { sql, type Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'

/** Cases that no destination has taken yet, by state: for the figures that IT watches. */
export async function countWaiting(db: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['state', sql<number>`count(*)::integer`.as('count')])
    .where('state', 'in', ['queued', 'sending', 'unknown', 'token-pending'])
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}
