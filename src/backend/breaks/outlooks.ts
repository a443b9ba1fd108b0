import type { Kysely } from 'kysely'
import { coverage } from '../../shared/domain/schedules/coverage.ts'
import { forecast, type Expected } from '../../shared/domain/schedules/forecast.ts'
import type { StaffingPolicy } from '../../shared/domain/schedules/planning.ts'
import { standingShifts } from '../../shared/domain/schedules/publish.ts'
import { levelOf, requirementOf } from '../../shared/domain/schedules/requirement.ts'
import { mondayOf, slotsOfWeek, spanOf } from '../../shared/domain/schedules/week-time.ts'
import { minuteMs, shiftDay, wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { placesInWindow, type Outlook } from '../../shared/domain/shifts/outlook.ts'
import { activeRule } from '../../shared/domain/shifts/rules.ts'
import { staggered, type HandOnQueue } from '../../shared/domain/shifts/stagger.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { readHandsOnLine } from '../schedules/board.ts'
import { readCalls, readPlanning } from '../schedules/planning-store.ts'
import { rulesOfSite } from '../schedules/rules-of-site.ts'
import { readUsualShifts, readWeeks } from '../schedules/week-file.ts'
import { readAgents } from '../sign-in/agents.ts'

/** Half a year of calls is read for a day's plan: once for all desks, and again when it may have changed. */
const planGoodMs = 5 * minuteMs
/** Desks report by the second; the line as a whole is counted so often. */
const handsGoodMs = 5_000
const historyDays = 26 * 7

interface HalfHour extends Expected {
  at: number
  needed: number
  /** Agents planned on the line. */
  hands: number
}

interface DayPlan {
  builtAt: number
  day: string
  policy: StaffingPolicy
  /** Empty where there is nothing to forecast from. */
  halfHours: readonly HalfHour[]
  places: ReadonlyMap<string, number>
}

/** What each desk is told of the line: by the published shifts, the forecast, and who is on the line now. */
export interface Outlooks {
  of(agentId: string, now: number): Promise<Outlook>
}

export function createOutlooks(db: Kysely<Database>): Outlooks {
  let plan: DayPlan | undefined
  let hands: { at: number; onLine: readonly HandOnQueue[] } | undefined

  async function planOf(now: number): Promise<DayPlan> {
    if (!plan || Math.abs(now - plan.builtAt) > planGoodMs) plan = await readDayPlan(db, now)
    return plan
  }
  async function handsOf(now: number): Promise<readonly HandOnQueue[]> {
    if (!hands || Math.abs(now - hands.at) > handsGoodMs)
      hands = { at: now, onLine: await readHandsOnLine(db, now) }
    return hands.onLine
  }

  return {
    async of(agentId, now) {
      const { day, policy, halfHours, places } = await planOf(now)
      const half = halfHours.findLast(({ at }) => at <= now)
      const told = half && staggered(queueOf(half, policy), await handsOf(now)).get(agentId)
      const levelWith = (one: HalfHour, agents: number) => {
        if (one.calls <= 0) return 1
        if (agents <= 0) return 0
        const level = levelOf(
          { agents, contactsPerHour: one.calls * 2, handleTimeS: one.handleTimeS },
          policy,
        )
        return Math.min(1, Math.max(0, level))
      }
      return {
        at: new Date(now).toISOString(),
        day,
        floor: policy.target,
        stagger: places.get(agentId) ?? null,
        live: told ? { serviceLevel: told.serviceLevel, withoutMe: told.withoutMe } : null,
        halfHours: halfHours.map((one) => ({
          from: new Date(one.at).toISOString(),
          needed: one.needed,
          serviceLevel: levelWith(one, one.hands),
          withoutMe: levelWith(one, one.hands - 1),
        })),
      }
    },
  }
}

const queueOf = ({ calls, handleTimeS }: HalfHour, { withinS, target }: StaffingPolicy) => ({
  contactsPerHour: calls * 2,
  handleTimeS,
  withinS,
  floor: target,
})

async function readDayPlan(db: Kysely<Database>, now: number): Promise<DayPlan> {
  const { timeZone } = await readCity(db)
  const { day } = wallClock(now, timeZone)
  const weekStart = mondayOf(day)
  const { planning } = await readPlanning(db)
  const weeks = await readWeeks(db, [weekStart])
  const usual = await readUsualShifts(db)
  const shifts = (await readAgents(db)).flatMap(({ agentId }) =>
    standingShifts(
      weeks.find((week) => week.agentId === agentId),
      { agentId, weekStart, usual },
    ).filter((shift) => shift.day === day),
  )
  const slots = slotsOfWeek(weekStart, timeZone).filter((slot) => slot.day === day)
  const history = await readCalls(db, shiftDay(weekStart, -historyDays), weekStart)
  const expected = forecast(slots, history, {
    holidays: planning.holidays,
    handleTimeS: planning.policy.handleTimeS,
  })
  const covered = coverage(slots, shifts, timeZone)
  const halfHours = slots.flatMap(({ at }, place): HalfHour[] => {
    const each = expected[place]
    if (!each) return []
    const { onLine } = requirementOf(each, planning.policy)
    return [{ ...each, at, needed: onLine, hands: Math.floor(covered[place] ?? 0) }]
  })
  const starts = new Map<string, number>()
  for (const shift of shifts) {
    const { from } = spanOf(shift, timeZone)
    starts.set(shift.agentId, Math.min(from, starts.get(shift.agentId) ?? Infinity))
  }
  const pvd = activeRule(await rulesOfSite(db), 'F-PVD')?.settings
  return {
    builtAt: now,
    day,
    policy: planning.policy,
    halfHours: expected.some(({ calls }) => calls > 0) ? halfHours : [],
    places: pvd
      ? placesInWindow(
          starts,
          pvd.everyMinutes * minuteMs,
          (pvd.windowBeforeMinutes + pvd.windowAfterMinutes - pvd.longestContactMinutes) * minuteMs,
        )
      : new Map(),
  }
}
