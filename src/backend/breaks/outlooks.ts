import type { Kysely } from 'kysely'
import { coverage } from '../../shared/domain/schedules/coverage.ts'
import { forecast, wholeLine, type Expected } from '../../shared/domain/schedules/forecast.ts'
import { openSlots } from '../../shared/domain/schedules/opening-hours.ts'
import { fewestOn, type Planning, type StaffingPolicy } from '../../shared/domain/schedules/planning.ts'
import { standingShifts } from '../../shared/domain/schedules/publish.ts'
import { levelOf, requirementOf } from '../../shared/domain/schedules/requirement.ts'
import { mondayOf, slotsOfWeek, spanOf } from '../../shared/domain/schedules/week-time.ts'
import { minuteMs, shiftDay, wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { placesInWindow, type Outlook } from '../../shared/domain/shifts/outlook.ts'
import { activeRule } from '../../shared/domain/shifts/rules.ts'
import {
  queueLevels,
  staggeredByQueue,
  wholeLineId,
  type Hand,
  type LevelOf,
  type QueueInHalfHour,
} from '../../shared/domain/shifts/queue-levels.ts'
import type { Forecast, HandOnQueue } from '../../shared/domain/shifts/stagger.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { readHandsOnLine } from '../schedules/board.ts'
import { readCalls, readPlanning } from '../schedules/planning-store.ts'
import { rulesOfSite } from '../schedules/rules-of-site.ts'
import { readQueues, readUsualShifts, readWeeks } from '../schedules/week-file.ts'
import { readAgent, readAgents } from '../sign-in/agents.ts'

/** Half a year of calls is read for a day's plan: once for all desks, and again when it may have changed. */
const planGoodMs = 5 * minuteMs
/** Desks report by the second; the line as a whole is counted so often. */
const handsGoodMs = 5_000
const historyDays = 26 * 7

interface HalfHour {
  at: number
  needed: number
  open: boolean
  /** Calls expected, by queue; those that nobody told by queue are the whole line's. */
  line: readonly (Expected & { queueId: string })[]
  /** Agents planned on the line. */
  hands: readonly Hand[]
}

interface DayPlan {
  builtAt: number
  day: string
  planning: Planning
  halfHours: readonly HalfHour[]
  /** Whether there is anything to forecast from. */
  foreseen: boolean
  places: ReadonlyMap<string, number>
  /** What desks are told of the planned day, by the queues of their agents: most have the same. */
  told: Map<string, Outlook['halfHours']>
}

/** What each desk is told of its queues: by the published shifts, the forecast, and who is on the line now. */
export interface Outlooks {
  of(agentId: string, now: number): Promise<Outlook>
}

export function createOutlooks(db: Kysely<Database>): Outlooks {
  let plan: DayPlan | undefined
  let live: { at: number; told: ReadonlyMap<string, Forecast> } | undefined

  async function planOf(now: number): Promise<DayPlan> {
    if (!plan || Math.abs(now - plan.builtAt) > planGoodMs) plan = await readDayPlan(db, now)
    return plan
  }
  async function liveOf(now: number, of: DayPlan): Promise<ReadonlyMap<string, Forecast>> {
    if (!live || Math.abs(now - live.at) > handsGoodMs) {
      const half = of.halfHours.findLast(({ at }) => at <= now)
      live = { at: now, told: half ? toldNow(half, await readHandsOnLine(db, now), of) : new Map() }
    }
    return live.told
  }

  return {
    async of(agentId, now) {
      const whole = await planOf(now)
      const { day, planning, places } = whole
      const told = (await liveOf(now, whole)).get(agentId)
      const queues = [wholeLineId, ...((await readAgent(db, agentId))?.queues ?? [])]
      return {
        at: new Date(now).toISOString(),
        day,
        floor: planning.policy.target,
        stagger: places.get(agentId) ?? null,
        live: told ? { serviceLevel: told.serviceLevel, withoutMe: told.withoutMe } : null,
        halfHours: whole.foreseen ? toldOfDay(whole, queues) : [],
      }
    },
  }
}

function toldNow(half: HalfHour, hands: readonly (Hand & HandOnQueue)[], { foreseen, planning }: DayPlan) {
  // While the line is closed, and where nothing is known of its calls, no queue asks for anybody.
  if (!foreseen && !half.open) return new Map<string, Forecast>()
  return staggeredByQueue(lineOf(half, hands, planning), hands, {
    floor: planning.policy.target,
    levelOf: byPolicy(planning.policy),
  })
}

function toldOfDay(plan: DayPlan, queues: readonly string[]): Outlook['halfHours'] {
  const key = queues.toSorted().join(' ')
  const known = plan.told.get(key)
  if (known) return known
  const levelOf = byPolicy(plan.planning.policy)
  const told = plan.halfHours.map((half) => {
    const levels = queueLevels(lineOf(half, half.hands, plan.planning), half.hands, levelOf)
    const serviceLevel = levels.of(queues)
    levels.go({ agentId: '', queues })
    const withoutMe = levels.of(queues)
    return { from: new Date(half.at).toISOString(), needed: half.needed, serviceLevel, withoutMe }
  })
  plan.told.set(key, told)
  return told
}

/** Every queue with its calls and the agents who stay on it; the whole line has no floor of its own. */
function lineOf(half: HalfHour, hands: readonly Hand[], planning: Planning): QueueInHalfHour[] {
  return half.line.map(({ queueId, ...expected }) => {
    const there = hands.filter(({ queues }) => queues.includes(queueId)).length
    const fewest = half.open && queueId !== wholeLineId ? fewestOn(queueId, there, planning) : 0
    return { queueId, ...expected, fewest }
  })
}

const byPolicy =
  (policy: StaffingPolicy): LevelOf =>
  (agents, calls, handleTimeS) =>
    levelOf({ agents, contactsPerHour: calls * 2, handleTimeS }, policy)

async function readDayPlan(db: Kysely<Database>, now: number): Promise<DayPlan> {
  const { timeZone } = await readCity(db)
  const { day } = wallClock(now, timeZone)
  const weekStart = mondayOf(day)
  const { planning } = await readPlanning(db)
  const agents = await readAgents(db)
  const shifts = await readShiftsOf(db, day, agents)
  const slots = slotsOfWeek(weekStart, timeZone).filter((slot) => slot.day === day)
  const history = await readCalls(db, shiftDay(weekStart, -historyDays), weekStart)
  const facts = { holidays: planning.holidays, handleTimeS: planning.policy.handleTimeS }
  const expected = forecast(slots, wholeLine(history), facts)
  const queueIds = [wholeLineId, ...(await readQueues(db)).map(({ queueId }) => queueId)]
  const byQueue = queueIds.map((queueId) => ({
    queueId,
    expected: forecast(
      slots,
      history.filter((one) => (one.queueId ?? wholeLineId) === queueId),
      facts,
    ),
  }))
  const open = openSlots(slots, planning, timeZone)
  const queuesOf = new Map(agents.map(({ agentId, queues }) => [agentId, [wholeLineId, ...queues]]))
  const covered = shifts.map((shift) => ({
    hand: { agentId: shift.agentId, queues: queuesOf.get(shift.agentId) ?? [wholeLineId] },
    each: coverage(slots, [shift], timeZone),
  }))
  const starts = new Map<string, number>()
  for (const shift of shifts) {
    const { from } = spanOf(shift, timeZone)
    starts.set(shift.agentId, Math.min(from, starts.get(shift.agentId) ?? Infinity))
  }
  const pvd = activeRule(await rulesOfSite(db), 'F-PVD')?.settings
  return {
    builtAt: now,
    day,
    planning,
    told: new Map(),
    foreseen: expected.some(({ calls }) => calls > 0),
    halfHours: slots.map(({ at }, place) => ({
      at,
      needed: expected[place] ? requirementOf(expected[place], planning.policy).onLine : 0,
      open: open[place] === true,
      line: byQueue.flatMap(({ queueId, expected: own }) => (own[place] ? [{ queueId, ...own[place] }] : [])),
      // Half of a half hour is there; less is a way in or out.
      hands: covered.filter(({ each }) => (each[place] ?? 0) >= 0.5).map(({ hand }) => hand),
    })),
    places: pvd
      ? placesInWindow(
          starts,
          pvd.everyMinutes * minuteMs,
          (pvd.windowBeforeMinutes + pvd.windowAfterMinutes - pvd.longestContactMinutes) * minuteMs,
        )
      : new Map(),
  }
}

async function readShiftsOf(db: Kysely<Database>, day: string, agents: readonly { agentId: string }[]) {
  const weekStart = mondayOf(day)
  const weeks = await readWeeks(db, [weekStart])
  const usual = await readUsualShifts(db)
  return agents.flatMap(({ agentId }) =>
    standingShifts(
      weeks.find((week) => week.agentId === agentId),
      { agentId, weekStart, usual },
    ).filter((shift) => shift.day === day),
  )
}
