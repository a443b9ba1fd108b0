import type { Kysely } from 'kysely'
import { AgentState, type Agent } from '../../shared/domain/agent.ts'
import type { BreakDay } from '../../shared/domain/break-day.ts'
import { adherence, type AdherenceSlice } from '../../shared/domain/metrics.ts'
import { AgentReport, adherenceSlices, teamAdherence } from '../../shared/domain/schedules/live.ts'
import type { Board, BoardRow, ToldState } from '../../shared/domain/schedules/live.ts'
import { isOpen } from '../../shared/domain/schedules/opening-hours.ts'
import { fewestOn } from '../../shared/domain/schedules/planning.ts'
import { standingShifts } from '../../shared/domain/schedules/publish.ts'
import { staggerBreaks } from '../../shared/domain/schedules/stagger-breaks.ts'
import { mondayOf } from '../../shared/domain/schedules/week-time.ts'
import { dayMs, minuteMs, shiftDay, wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { offersFor, servedQueues } from '../../shared/domain/shifts/offers.ts'
import { wholeLineId, type Hand } from '../../shared/domain/shifts/queue-levels.ts'
import type { HandOnQueue } from '../../shared/domain/shifts/stagger.ts'
import { teamOccupancy } from '../../shared/domain/shifts/team-occupancy.ts'
import { readUnsent } from '../desks/unsent.ts'
import { readBreakDays } from '../breaks/break-days.ts'
import { readDisconnected } from '../breaks/disconnection.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { readAgents } from '../sign-in/agents.ts'
import { readPlanning } from './planning-store.ts'
import { rulesOfSite } from './rules-of-site.ts'
import { readQueues, readUsualShifts, readWeeks } from './week-file.ts'

/** A desk says its state again at least this often; beyond it the board says that it may be old. */
const silentAfterMs = 10 * minuteMs
/** What leads see live: one line per agent, the queues, the coming rests, and the team's adherence as one figure. */
export async function readBoard(db: Kysely<Database>, now: number): Promise<Board> {
  const everybody = await readAgents(db)
  const agents = everybody.filter(({ role }) => role === 'agent')
  const reports = await readReports(db)
  const disconnected = await readDisconnected(
    db,
    agents.map(({ agentId }) => agentId),
    now,
  )
  const rows = agents.map((agent) => ({
    ...rowOf(agent, reports.get(agent.agentId), now),
    disconnected: disconnected.has(agent.agentId),
  }))
  const onLine = (row: BoardRow) => !row.silent && inQueue.has(row.state)
  const { planning } = await readPlanning(db)
  const { timeZone } = await readCity(db)
  const open = isOpen(now, planning, timeZone)
  const queues = (await readQueues(db)).map(({ queueId, name }) => {
    const able = rows.filter((row) => row.queues.includes(queueId))
    const there = able.filter(onLine).length
    return { queueId, name, onLine: there, floor: open ? fewestOn(queueId, there, planning) : 0 }
  })
  const breaks = staggerBreaks({
    now,
    team: rows.map((row) => ({ agentId: row.agentId, queues: row.queues, onLine: onLine(row) })),
    floors: new Map(queues.map(({ queueId, floor }) => [queueId, floor])),
    breaks: rows.filter(onLine).flatMap(({ agentId, queues: own }) => {
      const next = reports.get(agentId)?.report.nextBreak
      if (!next) return []
      return [
        {
          agentId,
          queues: own,
          opensAt: Date.parse(next.opensAt),
          dueAt: Date.parse(next.dueAt),
          closesAt: Date.parse(next.closesAt),
          minutes: next.minutes,
        },
      ]
    }),
  })
  const slices = await slicesOfToday(
    db,
    agents.map(({ agentId }) => agentId),
    now,
  )
  const { day } = wallClock(now, timeZone)
  const states = await readStates(db, now - dayMs)
  const own = agents.flatMap(({ agentId }) => [states.get(agentId) ?? []])
  return {
    at: new Date(now).toISOString(),
    rows,
    queues,
    unsent: await readUnsent(db, new Map(everybody.map(({ agentId, name }) => [agentId, name]))),
    occupancy: teamOccupancy(own, now, await rulesOfSite(db)),
    compliance: teamBreaks(await readBreakDays(db, day)),
    breaks: breaks.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    ...teamAdherence([...slices.values()]),
  }
}

/** The team as one: nobody's own count is on the board. */
function teamBreaks(days: readonly BreakDay[]): Board['compliance'] {
  if (days.length === 0) return null
  const sum = (of: 'owed' | 'taken' | 'debt') => days.reduce((all, one) => all + one[of], 0)
  return { owed: sum('owed'), taken: sum('taken'), debt: sum('debt') }
}

const inQueue: ReadonlySet<AgentState> = new Set<AgentState>(['ready', 'reserved', 'talking', 'wrap-up'])

export interface HeardReport {
  report: AgentReport
  heardAt: number
}

function rowOf(agent: Agent, heard: HeardReport | undefined, now: number): Omit<BoardRow, 'disconnected'> {
  const { agentId, name, queues } = agent
  const report = heard?.report
  return {
    agentId,
    name,
    queues,
    state: report?.state ?? 'signed-out',
    resting: report?.resting ?? false,
    reason: report?.reason ?? null,
    since: report?.since ?? null,
    overloaded: report?.overloaded ?? false,
    silent:
      report !== undefined && report.state !== 'signed-out' && now - (heard?.heardAt ?? 0) > silentAfterMs,
  }
}

/** Who is on the line now, and for whom a rest is due about now: what the outlook of every desk is made of. */
export async function readHandsOnLine(db: Kysely<Database>, now: number): Promise<(HandOnQueue & Hand)[]> {
  const agents = new Map((await readAgents(db)).map((agent) => [agent.agentId, agent]))
  const priorities = new Map((await readQueues(db)).map(({ queueId, priority }) => [queueId, priority]))
  return [...(await readReports(db))].flatMap(([agentId, { report, heardAt }]) => {
    if (!inQueue.has(report.state) || now - heardAt > silentAfterMs) return []
    const { nextBreak, rotation } = report
    const offers = offersFor(rotation?.work ?? 'phone', [])
    const queues = servedQueues(agents.get(agentId)?.queues ?? [], offers, (id) => priorities.get(id) ?? 0)
    const wantsRest = nextBreak !== null && Date.parse(nextBreak.opensAt) <= now + minuteMs
    const closesAt = nextBreak === null ? Infinity : Date.parse(nextBreak.closesAt)
    return [{ agentId, queues: [wholeLineId, ...queues], wantsRest, closesAt }]
  })
}

/** The last word of each desk, however old. */
export async function readReports(db: Kysely<Database>): Promise<Map<string, HeardReport>> {
  const rows = await db.selectFrom('agent_reports').selectAll().execute()
  return new Map(
    rows.map((row) => [
      row.agent_id,
      { report: AgentReport.parse(row.report), heardAt: row.heard_at.getTime() },
    ]),
  )
}

/** Call `consult` first: the agent is told who looks. Null before they were planned today. */
export async function readAdherence(
  db: Kysely<Database>,
  agentId: string,
  now: number,
): Promise<number | null> {
  const slices = (await slicesOfToday(db, [agentId], now)).get(agentId) ?? []
  return slices.length === 0 ? null : adherence(slices)
}

async function slicesOfToday(
  db: Kysely<Database>,
  agentIds: readonly string[],
  now: number,
): Promise<Map<string, AdherenceSlice[]>> {
  const { timeZone } = await readCity(db)
  const { day } = wallClock(now, timeZone)
  const weekStart = mondayOf(day)
  const [weeks, usual] = [await readWeeks(db, [weekStart]), await readUsualShifts(db)]
  const told = await readStates(db, now - 2 * dayMs)
  return new Map(
    agentIds.map((agentId) => {
      const week = weeks.find((one) => one.agentId === agentId)
      const shifts = standingShifts(week, { agentId, weekStart, usual }).filter(
        (shift) => shift.day === day || (shift.day === shiftDay(day, -1) && shift.to <= shift.from),
      )
      return [agentId, adherenceSlices(shifts, told.get(agentId) ?? [], { now, timeZone })]
    }),
  )
}

async function readStates(db: Kysely<Database>, from: number): Promise<Map<string, ToldState[]>> {
  const rows = await db
    .selectFrom('agent_states')
    .selectAll()
    .where('since', '>=', new Date(from))
    .orderBy('since')
    .execute()
  const states = new Map<string, ToldState[]>()
  for (const row of rows) {
    const own = states.get(row.agent_id) ?? []
    states.set(row.agent_id, own)
    own.push({
      at: row.since.getTime(),
      state: AgentState.parse(row.state),
      resting: row.resting,
      onPrompt: row.on_prompt,
    })
  }
  return states
}
