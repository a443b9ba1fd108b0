import type { Kysely } from 'kysely'
import { Planning, usualPlanning } from '../../shared/domain/schedules/planning.ts'
import { patternFault } from '../../shared/domain/schedules/patterns.ts'
import type { HalfHourCalls } from '../../shared/domain/schedules/forecast.ts'
import { DeskError } from '../../shared/errors.ts'
import { lockRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from './audit.ts'

export interface StoredPlanning {
  planning: Planning
  version: number
}

/** What stands, or what a site starts with. */
export async function readPlanning(db: Kysely<Database>): Promise<StoredPlanning> {
  const row = await db.selectFrom('planning').select(['doc', 'version']).executeTakeFirst()
  return row
    ? { planning: Planning.parse(row.doc), version: row.version }
    : { planning: usualPlanning, version: 0 }
}

/** Throws `conflict` where somebody saved since it was read, `invalid-input` for a pattern that is no rule. */
export async function storePlanning(
  db: Kysely<Database>,
  { planning, version }: StoredPlanning,
  by: { agentId: string; at: Date },
): Promise<number> {
  for (const [place, pattern] of planning.patterns.entries()) {
    const fault = patternFault(pattern)
    if (fault !== undefined) throw new DeskError('invalid-input', `patterns.${place}.rrule: ${fault}`)
  }
  return await db.transaction().execute(async (trx) => {
    await lockRecords(trx, ['planning'])
    const standing = await readPlanning(trx)
    if (standing.version !== version)
      throw new DeskError('conflict', 'Somebody else has saved the planning. Read it again.')
    const next = {
      version: version + 1,
      doc: JSON.stringify(planning),
      changed_by: by.agentId,
      changed_at: by.at.toISOString(),
    }
    await trx
      .insertInto('planning')
      .values(next)
      .onConflict((conflict) => conflict.column('single').doUpdateSet(next))
      .execute()
    await writeAudit(trx, by.at, { agentId: by.agentId, act: 'planning.saved', subject: `${next.version}` })
    return next.version
  })
}

const rowsPerStatement = 1000

/** The newer file wins for every half hour it names, by queue or not; the others stay. */
export async function storeCalls(
  db: Kysely<Database>,
  calls: readonly HalfHourCalls[],
  by: { agentId: string; at: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const [day, named] of Map.groupBy(calls, (one) => one.day))
      await trx
        .deleteFrom('call_history')
        .where('day', '=', day)
        .where('half', 'in', [...new Set(named.map(({ half }) => half))])
        .execute()
    for (let start = 0; start < calls.length; start += rowsPerStatement)
      await trx
        .insertInto('call_history')
        .values(
          calls.slice(start, start + rowsPerStatement).map((one) => ({
            day: one.day,
            half: one.half,
            queue_id: one.queueId ?? '',
            calls: one.calls,
            handle_time_s: one.handleTimeS,
          })),
        )
        .execute()
    await writeAudit(trx, by.at, {
      agentId: by.agentId,
      act: 'calls.imported',
      subject: `${calls.length}`,
    })
  })
}

/** As they were told: by queue where the file named them. */
export async function readCalls(db: Kysely<Database>, from: string, to: string): Promise<HalfHourCalls[]> {
  const rows = await db
    .selectFrom('call_history')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<', to)
    .execute()
  return rows.map(({ day, half, queue_id: queueId, calls, handle_time_s: handleTimeS }) => ({
    day,
    half,
    calls,
    handleTimeS,
    ...(queueId !== '' && { queueId }),
  }))
}
