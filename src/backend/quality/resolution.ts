import { sql, type Kysely } from 'kysely'
import {
  closedAtFirst,
  countedEnds,
  resolutionDays,
  type ResolutionCounts,
} from '../../shared/domain/cases/resolution.ts'
import { dayMs } from '../../shared/domain/shifts/clock-time.ts'
import type { Database } from '../database/schema.ts'

/**
 * First contact and first level of the last days, counted where the records are: no contact leaves the database for
 * it. Somebody's contacts on the same matter are one matter while each comes within the days after the last; a case
 * that was reopened counts as come back whoever called (domain §2.7).
 */
export async function readResolution(
  db: Kysely<Database>,
  withinDays: number,
  now: number,
): Promise<ResolutionCounts> {
  const from = new Date(now - resolutionDays * dayMs)
  const before = new Date(from.getTime() - withinDays * dayMs)
  const within = sql`make_interval(days => ${withinDays}::int)`
  const { rows } = await sql<Record<'matters' | 'came_back' | 'contacts' | 'closed_at_first', number>>`
    WITH told AS (
      SELECT id, at, disposition,
        lag(at) OVER same AS before,
        lead(at) OVER same AS after
      FROM person_records
      WHERE entity = 'interaction' AND at >= ${before} AND at <= ${new Date(now)}
        AND disposition IN (${sql.join([...countedEnds])})
      WINDOW same AS (
        PARTITION BY coalesce(citizen_id, nullif(phone_key, ''), id), matter ORDER BY at, id)
    ), counted AS (
      SELECT disposition,
        before IS NULL OR at - before > ${within} AS begins,
        coalesce(after - at <= ${within}, false) OR EXISTS (
          SELECT FROM person_records AS filed WHERE filed.interaction_id = told.id AND filed.reopened > 0
        ) AS came_back
      FROM told WHERE at >= ${from}
    )
    SELECT (count(*) FILTER (WHERE begins))::int AS matters,
      (count(*) FILTER (WHERE begins AND came_back))::int AS came_back,
      count(*)::int AS contacts,
      (count(*) FILTER (WHERE disposition IN (${sql.join([...closedAtFirst])})))::int AS closed_at_first
    FROM counted`.execute(db)
  const [counts] = rows
  return {
    withinDays,
    matters: counts?.matters ?? 0,
    cameBack: counts?.came_back ?? 0,
    contacts: counts?.contacts ?? 0,
    closedAtFirst: counts?.closed_at_first ?? 0,
  }
}
