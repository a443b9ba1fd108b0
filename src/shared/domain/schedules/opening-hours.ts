import { isoWeekday, shiftDay, wallClock } from '../shifts/clock-time.ts'
import type { Planning } from './planning.ts'
import { slotMs, spanOf, type Slot } from './week-time.ts'

type Hours = Pick<Planning, 'limits' | 'holidays'>

/** When the line is open on this day: a holiday's word before the weekday's. Undefined while it stays closed. */
export function openingHours(
  day: string,
  { limits, holidays }: Hours,
): { opens: string; closes: string } | undefined {
  const said = [
    holidays.find((holiday) => holiday.day === day)?.hours,
    limits.weekdays.find(({ weekday }) => weekday === isoWeekday(day))?.hours,
  ].find((hours) => hours !== undefined && hours !== 'usual')
  if (said === 'closed') return undefined
  return typeof said === 'object' ? said : { opens: limits.opens, closes: limits.closes }
}

/** When the line is open on these days, on the time line; a day may close after midnight. */
export function openSpans(
  days: readonly string[],
  hours: Hours,
  timeZone: string,
): { from: number; to: number }[] {
  return days.flatMap((day) => {
    const own = openingHours(day, hours)
    return own ? [spanOf({ day, from: own.opens, to: own.closes }, timeZone)] : []
  })
}

/** Which half hours of the week are open. */
export function openSlots(slots: readonly Slot[], hours: Hours, timeZone: string): boolean[] {
  const open = openSpans([...new Set(slots.map(({ day }) => day))], hours, timeZone)
  return slots.map(({ at }) => open.some(({ from, to }) => from < at + slotMs && at < to))
}

/** At this moment, the day before included where it closes after midnight. */
export function isOpen(at: number, hours: Hours, timeZone: string): boolean {
  const { day } = wallClock(at, timeZone)
  return openSpans([shiftDay(day, -1), day], hours, timeZone).some(({ from, to }) => from <= at && at < to)
}
