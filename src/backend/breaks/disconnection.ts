import type { Kysely } from 'kysely'
import { AgentReport } from '../../shared/domain/schedules/live.ts'
import { isOffShift } from '../../shared/domain/shifts/off-shift.ts'
import { minuteMs, shiftDay, wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { activeRule } from '../../shared/domain/shifts/rules.ts'
import { mondayOf } from '../../shared/domain/schedules/week-time.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { rulesOfSite } from '../schedules/rules-of-site.ts'
import { readUsualShifts, readWeeks } from '../schedules/week-file.ts'

/** A desk says its state again every five minutes; older words say nothing of now. */
const heardGoodMs = 10 * minuteMs

/**
 * F-DISC: which of these agents are to be left alone now. A desk at work says so itself, overtime included; of one
 * that is not heard the plan says it.
 */
export async function readDisconnected(
  db: Kysely<Database>,
  agentIds: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (agentIds.length === 0 || !activeRule(await rulesOfSite(db), 'F-DISC')) return new Set()
  const said = await readWords(db, agentIds, now)
  const silent = agentIds.filter((agentId) => !said.has(agentId))
  const disconnected = new Set(agentIds.filter((agentId) => said.get(agentId) === true))
  if (silent.length === 0) return disconnected
  const { timeZone } = await readCity(db)
  const week = mondayOf(wallClock(now, timeZone).day)
  const weeks = await readWeeks(db, [shiftDay(week, -7), week, shiftDay(week, 7)])
  const shifts = await readUsualShifts(db)
  for (const agentId of silent)
    if (isOffShift(now, { shifts, weeks, timeZone, agentId })) disconnected.add(agentId)
  return disconnected
}

/** What the desks of those who are signed in said lately; nothing of the others. */
async function readWords(
  db: Kysely<Database>,
  agentIds: readonly string[],
  now: number,
): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom('agent_reports')
    .select(['agent_id', 'report'])
    .where('agent_id', 'in', [...new Set(agentIds)])
    .where('heard_at', '>=', new Date(now - heardGoodMs))
    .execute()
  return new Map(
    rows
      .map((row) => [row.agent_id, AgentReport.parse(row.report)] as const)
      .filter(([, { state }]) => state !== 'signed-out')
      .map(([agentId, { disconnected }]) => [agentId, disconnected]),
  )
}
