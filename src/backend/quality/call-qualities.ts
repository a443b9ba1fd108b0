import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import type { Kysely, Transaction } from 'kysely'
import { CallQuality } from '../../shared/domain/quality/call-quality.ts'
import type { TeamLineQuality } from '../../shared/schedules-api.ts'
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
      : { status: 'rejected', reason: commandRefusals.ofAnother },
  )
}

/** A day of a hundred agents. */
const summedLimit = 20_000
const listedLimit = 50

/** The last day of the whole team as one figure: no person is in it. */
export async function readTeamLineQuality(db: Kysely<Database>, since: Date): Promise<TeamLineQuality> {
  const rows = await db
    .selectFrom('call_qualities')
    .select('doc')
    .where('ended_at', '>=', since)
    .orderBy('ended_at', 'desc')
    .limit(summedLimit)
    .execute()
  const calls = rows.map(({ doc }) => CallQuality.parse(doc))
  const scores = calls.flatMap(({ mos }) => (mos ? [mos.mean] : []))
  return {
    calls: calls.length,
    troubled: calls.filter(({ alarms, faults }) => alarms.length + faults.length > 0).length,
    mos: scores.length === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / scores.length,
  }
}

/** Call `consult` first: the agent is told who looks at their line. Newest first. */
export async function readCallQualities(db: Kysely<Database>, agentId: string): Promise<CallQuality[]> {
  const rows = await db
    .selectFrom('call_qualities')
    .select('doc')
    .where('agent_id', '=', agentId)
    .orderBy('ended_at', 'desc')
    .limit(listedLimit)
    .execute()
  return rows.map(({ doc }) => CallQuality.parse(doc))
}
