import type { Kysely } from 'kysely'
import { z } from 'zod'
import { Queue } from '../../shared/domain/catalogue.ts'
import { AgentWeek, DatedShift } from '../../shared/domain/schedules/dated-shift.ts'
import { Exchange } from '../../shared/domain/schedules/exchange.ts'
import { forecast, wholeLine } from '../../shared/domain/schedules/forecast.ts'
import { standingShifts, weekIdOf } from '../../shared/domain/schedules/publish.ts'
import { slotsOfWeek } from '../../shared/domain/schedules/week-time.ts'
import { Shift } from '../../shared/domain/shift.ts'
import { shiftDay } from '../../shared/domain/shifts/clock-time.ts'
import type { WeekFile } from '../../shared/schedules-api.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { readAgents } from '../sign-in/agents.ts'
import { readCalls, readPlanning } from './planning-store.ts'
import { rulesOfSite } from './rules-of-site.ts'

/** Half a year of calls is what a forecast looks back on. */
const historyDays = 26 * 7

/** Everything a lead edits one week by, read at one moment. */
export async function readWeekFile(db: Kysely<Database>, weekStart: string): Promise<WeekFile> {
  const { timeZone } = await readCity(db)
  const profile = await rulesOfSite(db)
  const agents = await readTeam(db)
  const { planning, version: planningVersion } = await readPlanning(db)
  const before = shiftDay(weekStart, -7)
  const after = shiftDay(weekStart, 7)
  const weeks = await readWeeks(db, [before, weekStart, after])
  const usual = await readUsualShifts(db)
  const standsIn = (week: string) =>
    agents.flatMap(({ agentId }) =>
      standingShifts(
        weeks.find((one) => one.agentId === agentId && one.weekStart === week),
        { agentId, weekStart: week, usual },
      ),
    )
  const earlier = standsIn(before)
  const standing = standsIn(weekStart)
  const draft = await readDraft(db, weekStart)
  const slots = slotsOfWeek(weekStart, timeZone)
  const history = await readCalls(db, shiftDay(weekStart, -historyDays), weekStart)
  return {
    weekStart,
    timeZone,
    version: draft?.version ?? 0,
    shifts: draft?.shifts ?? standing,
    agents,
    queues: await readQueues(db),
    published: weeks.filter((week) => week.weekStart === weekStart),
    held: await readHeld(db, weekStart),
    standing,
    around: [
      ...earlier.filter(({ day }) => day === shiftDay(weekStart, -1)),
      ...standsIn(after).filter(({ day }) => day === after),
    ],
    earlier: { weekStart: before, shifts: earlier },
    planning,
    planningVersion,
    expected: forecast(slots, wholeLine(history), {
      holidays: planning.holidays,
      handleTimeS: planning.policy.handleTimeS,
    }),
    profile,
    exchanges: await readExchanges(db, weekStart),
  }
}

async function readHeld(db: Kysely<Database>, weekStart: string): Promise<string[]> {
  const rows = await db
    .selectFrom('held_changes')
    .select(['agent_id', 'id'])
    .where('entity', '=', 'schedule-week')
    .execute()
  return rows
    .filter(({ agent_id, id }) => id === weekIdOf(agent_id, weekStart))
    .map(({ agent_id }) => agent_id)
}

/** Those who are planned, and what they are trained for. */
export async function readTeam(db: Kysely<Database>): Promise<WeekFile['agents']> {
  return (await readAgents(db))
    .filter(({ role }) => role === 'agent')
    .map(({ agentId, name, skills }) => ({ agentId, name, skills: skills ?? null }))
}

export async function readQueues(db: Kysely<Database>): Promise<Queue[]> {
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'queue')
    .where('doc', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(({ doc }) => Queue.parse(doc))
}

export async function readDraft(
  db: Kysely<Database>,
  weekStart: string,
): Promise<{ version: number; shifts: DatedShift[] } | undefined> {
  const row = await db
    .selectFrom('schedule_drafts')
    .select(['version', 'shifts'])
    .where('week_start', '=', weekStart)
    .executeTakeFirst()
  return row && { version: row.version, shifts: z.array(DatedShift).parse(row.shifts) }
}

/** The published weeks of everybody. */
export async function readWeeks(db: Kysely<Database>, weekStarts: readonly string[]): Promise<AgentWeek[]> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'doc'])
    .where('entity', '=', 'schedule-week')
    .where('doc', 'is not', null)
    .execute()
  return rows
    .filter(({ id }) => weekStarts.some((weekStart) => id.endsWith(`.${weekStart}`)))
    .map(({ doc }) => AgentWeek.parse(doc))
}

export async function readUsualShifts(db: Kysely<Database>): Promise<Shift[]> {
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'shift')
    .where('doc', 'is not', null)
    .execute()
  return rows.map(({ doc }) => Shift.parse(doc))
}

/** Those of one week that somebody still has to answer, or that were answered: once each, not per holder. */
async function readExchanges(db: Kysely<Database>, weekStart: string): Promise<Exchange[]> {
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'exchange')
    .where('doc', 'is not', null)
    .orderBy('id')
    .execute()
  const all = new Map(
    rows.map(({ doc }) => Exchange.parse(doc)).map((exchange) => [exchange.exchangeId, exchange]),
  )
  return [...all.values()].filter((exchange) => exchange.weekStart === weekStart)
}
