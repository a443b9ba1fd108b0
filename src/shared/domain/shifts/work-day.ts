import { asShift, type AgentWeek } from '../schedules/dated-shift.ts'
import { mondayOf } from '../schedules/week-time.ts'
import type { Shift } from '../shift.ts'
import { hourMs, instantOf, isoWeekday, shiftDay, wallClock } from './clock-time.ts'
import type { Plan, PlannedBlock } from './ledger.ts'
import type { WorkFunction } from './rules.ts'

/** A shift that ended is still today's for this long: hand-over, overtime, the last break. */
const afterShiftMs = 2 * hourMs
const lookAheadDays = 8

export interface WorkDayFacts {
  shifts: readonly Shift[]
  /** Published weeks: on their days the usual shifts do not count. */
  weeks: readonly AgentWeek[]
  timeZone: string
  agentId: string
  experienceDays: number | null
  skills: readonly WorkFunction[]
  excluded: readonly WorkFunction[]
  preferred?: readonly WorkFunction[]
  /** The place in the windows of one day that the backend gives; on other days everybody has a usual one. */
  place?: { day: string; stagger: number }
}

/**
 * The working day an instant belongs to, on the time line: a night shift stays one day across midnight, and a
 * change to summer time neither adds nor takes an hour of the agent's account. Without segments on a free day.
 */
export function workDay(at: number, facts: WorkDayFacts): Plan {
  const { day } = wallClock(at, facts.timeZone)
  const yesterday = planOn(shiftDay(day, -1), facts)
  const last = yesterday.segments.at(-1)
  const ownDay = last && wallClock(last.to, facts.timeZone).day === day && at < last.to + afterShiftMs
  return withNext(ownDay ? yesterday : planOn(day, facts), facts)
}

function planOn(day: string, facts: WorkDayFacts): Plan {
  const mine = shiftsOn(day, facts)
  const { timeZone } = facts
  const span = ({ from, to }: { from: string; to: string }, base: string) => {
    const first = from < base ? shiftDay(day, 1) : day
    const start = instantOf(first, from, timeZone)
    const end = instantOf(to <= from ? shiftDay(first, 1) : first, to, timeZone)
    return { from: start, to: end }
  }
  const blocks: PlannedBlock[] = mine
    .flatMap((shift) => shift.activities.map((one) => ({ kind: one.kind, ...span(one, shift.from) })))
    .toSorted((a, b) => a.from - b.from)
  return {
    day,
    timeZone,
    segments: mine.map((shift) => span(shift, shift.from)).toSorted((a, b) => a.from - b.from),
    blocks,
    nextShiftAt: null,
    experienceDays: facts.experienceDays,
    skills: [...facts.skills],
    excluded: [...facts.excluded],
    preferred: [...(facts.preferred ?? [])],
    stagger: facts.place?.day === day ? facts.place.stagger : staggerOf(facts.agentId),
  }
}

/** The shifts that count on a day: those of the published week, else the usual ones of the weekday. */
export function shiftsOn(
  day: string,
  { shifts, weeks, agentId }: Pick<WorkDayFacts, 'shifts' | 'weeks' | 'agentId'>,
): Shift[] {
  const weekStart = mondayOf(day)
  const week = weeks.find((one) => one.agentId === agentId && one.weekStart === weekStart)
  if (week) return week.shifts.filter((one) => one.day === day).map((one) => asShift(one, isoWeekday(day)))
  return shifts.filter((shift) => shift.agentId === agentId && shift.weekdays.includes(isoWeekday(day)))
}

function withNext(plan: Plan, facts: WorkDayFacts): Plan {
  for (let ahead = 1; ahead <= lookAheadDays; ahead++) {
    const first = planOn(shiftDay(plan.day, ahead), facts).segments[0]
    if (first) return { ...plan, nextShiftAt: first.from }
  }
  return plan
}

/** FNV-1a of the name: spreads a team evenly, and each agent always the same. */
export function staggerOf(agentId: string): number {
  let hash = 0x811c9dc5
  for (const letter of agentId) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return (hash % 1000) / 1000
}
