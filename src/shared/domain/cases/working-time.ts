import { dayMs, hourMs, instantOf, isoWeekday, minuteMs, shiftDay, wallClock } from '../shifts/clock-time.ts'

/** When the city's units work: the clock of a promise to a citizen runs then and at no other time. */
export interface WorkingHours {
  timeZone: string
  /** 1 = Monday … 7 = Sunday (ISO 8601); by the hands of the city's clock. */
  days: readonly { weekday: number; from: string; to: string }[]
  /** Calendar days on which nobody works. */
  holidays: readonly string[]
}

/** Of a city that has said nothing: a plain working week, so that no promise runs out on a Sunday. */
export const usualWorkingDays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '16:00' }))

/** A calendar of closed days only would never come to an end. */
const farthestDays = 3660

interface Span {
  from: number
  to: number
}

function spansOf(day: string, { days, holidays, timeZone }: WorkingHours): Span[] {
  if (holidays.includes(day)) return []
  return days
    .filter(({ weekday }) => weekday === isoWeekday(day))
    .map(({ from, to }) => ({ from: instantOf(day, from, timeZone), to: instantOf(day, to, timeZone) }))
    .toSorted((one, other) => one.from - other.from)
}

/** Working time that passes from one instant to a later one, ms; negative where the second is the earlier. */
export function workingMsBetween(from: number, to: number, hours: WorkingHours): number {
  if (to < from) return -workingMsBetween(to, from, hours)
  let passed = 0
  const last = wallClock(to, hours.timeZone).day
  let day = wallClock(from, hours.timeZone).day
  for (let count = 0; day <= last && count <= farthestDays; day = shiftDay(day, 1), count++)
    for (const span of spansOf(day, hours))
      passed += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
  return passed
}

/**
 * The instant by which so much working time has passed. A span that is used up to its end is over at that end and
 * not on the next morning. A calendar without any working time gives the farthest day it was asked for.
 */
export function afterWorking(from: number, workingMs: number, hours: WorkingHours): number {
  let left = Math.max(0, workingMs)
  let day = wallClock(from, hours.timeZone).day
  for (let count = 0; count <= farthestDays; day = shiftDay(day, 1), count++)
    for (const span of spansOf(day, hours)) {
      const begins = Math.max(span.from, from)
      if (begins >= span.to) continue
      if (left <= span.to - begins) return begins + left
      left -= span.to - begins
    }
  return from + farthestDays * dayMs
}

/** Whole hours and minutes of working time, for words; the day of work is not 24 hours long. */
export function hoursAndMinutes(workingMs: number): { hours: number; minutes: number } {
  const minutes = Math.floor(Math.abs(workingMs) / minuteMs)
  return { hours: Math.floor((minutes * minuteMs) / hourMs), minutes: minutes % 60 }
}
