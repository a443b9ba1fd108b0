import { sql, type Kysely } from 'kysely'
import type { Database } from './schema.ts'

/** More cases than any city accepts between two back-ups. */
const skippedNumbers = 10_000

/**
 * Once, on a database that was brought back from a back-up, before a backend serves it. What happened after the
 * back-up is not in it, but the desks have seen it: they must read everything anew, no number that a citizen was
 * told may be given to another, and no token that was ended meanwhile may live again.
 */
export async function afterRestore(db: Kysely<Database>): Promise<{ records: number }> {
  return await db.transaction().execute(async (trx) => {
    const { origin, last } = await trx
      .selectFrom('change_counter')
      .select(['origin', 'last'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    const { birth } = (
      await sql<{ birth: number }>`
        SELECT greatest(extract(epoch FROM now())::bigint * 1000000, ${last + 1}::bigint)::float8 AS birth`.execute(
        trx,
      )
    ).rows[0] ?? { birth: last + 1 }
    const shift = birth - origin
    // Above all that was ever numbered, so no cursor of before points into it.
    await sql`UPDATE changes SET number = number + ${shift}::bigint`.execute(trx)
    await trx
      .updateTable('change_counter')
      .set({ origin: birth, last: last + shift })
      .execute()
    await sql`UPDATE reference_counters SET last = last + ${skippedNumbers}::integer`.execute(trx)
    await trx.deleteFrom('sessions').execute()
    await trx.deleteFrom('session_families').execute()
    const { count } = await trx
      .selectFrom('records')
      .select(sql<number>`count(*)::integer`.as('count'))
      .executeTakeFirstOrThrow()
    return { records: count }
  })
}
