import { sql, type Kysely } from 'kysely'
import { changeChannel } from '../database/open.ts'
import type { Database } from '../database/schema.ts'

/**
 * The agent signed in at this desk: it is his from now on. Where he sat at another one before, that desk is poked,
 * so that it asks and hears it; nobody is poked in the morning, when each comes to his own desk.
 */
export async function takeSeat(
  db: Kysely<Database>,
  { agentId, deskId, at }: { agentId: string; deskId: string; at: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('agent_seats')
      .select('desk_id')
      .where('agent_id', '=', agentId)
      .executeTakeFirst()
    const seat = { desk_id: deskId, since: at.toISOString() }
    await trx
      .insertInto('agent_seats')
      .values({ agent_id: agentId, ...seat })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(seat))
      .execute()
    if (before && before.desk_id !== deskId) await sql`SELECT pg_notify(${changeChannel}, '')`.execute(trx)
  })
}

/** Since when this agent sits at another desk than this one, ISO 8601; undefined where he sits here. */
export async function seatElsewhere(
  db: Kysely<Database>,
  { agentId, deskId }: { agentId: string; deskId: string },
): Promise<string | undefined> {
  const seat = await db
    .selectFrom('agent_seats')
    .select(['desk_id', 'since'])
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return seat && seat.desk_id !== deskId ? seat.since.toISOString() : undefined
}
