import { isoWeekday } from '../shifts/clock-time.ts'
import type { DatedShift } from './dated-shift.ts'
import type { WorkTimes } from './planning.ts'
import { clockMinutes } from './week-time.ts'

/** Whether hours on this day fall outside of what somebody works; work over midnight ends after any hour of its day. */
export function outsideOf(
  { day, from, to }: Pick<DatedShift, 'day' | 'from' | 'to'>,
  { notBefore, notAfter, offWeekdays }: WorkTimes,
): boolean {
  const end = clockMinutes(to) + (to <= from ? 1440 : 0)
  return (
    offWeekdays.includes(isoWeekday(day)) ||
    (notBefore !== null && from < notBefore) ||
    (notAfter !== null && end > clockMinutes(notAfter))
  )
}
