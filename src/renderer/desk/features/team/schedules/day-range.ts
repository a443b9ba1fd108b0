import type { ScheduleView } from '../../../../../shared/contract.ts'
import { minutesOf } from '../../../ui/format.ts'

/** Minutes of the day that a day view spans: opening hours and whatever is planned, an hour to spare on either side. */
export interface DayRange {
  from: number
  to: number
}

const dayMinutes = 1440

export function dayRange(view: ScheduleView, day: string): DayRange {
  const { opens, closes } = view.planning.limits
  const shifts = view.shifts.filter((shift) => shift.day === day)
  const starts = [opens, ...shifts.map(({ from }) => from)].map(minutesOf)
  const ends = [{ from: opens, to: closes }, ...shifts].map(({ from, to }) =>
    to <= from ? dayMinutes : minutesOf(to),
  )
  const hour = (minutes: number) => Math.floor(minutes / 60) * 60
  return {
    from: Math.max(0, hour(Math.min(...starts)) - 60),
    to: Math.min(dayMinutes, hour(Math.max(...ends) + 59) + 60),
  }
}

/** Where a stretch of the day lies in the range, as shares of its width; what runs past midnight is cut there. */
export function shareOf(
  { from, to }: { from: string; to: string },
  range: DayRange,
): { left: number; width: number } {
  const start = minutesOf(from)
  const length = Math.min(dayMinutes - start, (minutesOf(to) - start + dayMinutes) % dayMinutes || dayMinutes)
  const whole = range.to - range.from
  return { left: (start - range.from) / whole, width: length / whole }
}
