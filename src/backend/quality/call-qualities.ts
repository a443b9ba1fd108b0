import type { Kysely, Transaction } from 'kysely'
import { CallQuality } from '../../shared/domain/quality/call-quality.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'

/** A desk speaks of its own calls only; the first word about a call stands, as a call ends once. */
export async function recordCallQualities(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'quality.record'>[],
): Promise<Verdict[]> {
  const own = commands.filter(({ agentId, payload }) => payload.quality.agentId === agentId)
  if (own.length > 0)
    await trx
      .insertInto('call_qualities')
      .values(
        own.map(({ payload: { quality } }) => ({
          call_quality_id: quality.callQualityId,
          agent_id: quality.agentId,
          ended_at: quality.endedAt,
          doc: JSON.stringify(quality),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return commands.map(({ agentId, payload }) =>
    payload.quality.agentId === agentId
      ? { status: 'accepted', writes: [] }
      : { status: 'rejected', reason: 'The call belongs to another agent.' },
  )
}

/** The newest calls since then, whoever had them; those that sounded worst are found by who reads it. */
export async function readCallQualities(
  db: Kysely<Database>,
  since: Date,
  limit: number,
): Promise<CallQuality[]> {
  const rows = await db
    .selectFrom('call_qualities')
    .select('doc')
    .where('ended_at', '>=', since)
    .orderBy('ended_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ doc }) => CallQuality.parse(doc))
}
