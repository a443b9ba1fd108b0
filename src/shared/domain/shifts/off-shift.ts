import { minuteMs } from './clock-time.ts'
import { workDay, type WorkDayFacts } from './work-day.ts'

/** Who signs in this long before a shift comes early; until then he is left alone. */
export const earlyMs = 60 * minuteMs

/**
 * F-DISC by the plan alone, for a desk that is not heard: between two shifts, in the gap of a split one, and on a
 * free day. Of somebody for whom nothing at all is planned nobody knows, and nothing is held back from him.
 */
export function isOffShift(
  at: number,
  facts: Omit<WorkDayFacts, 'experienceDays' | 'skills' | 'excluded'>,
): boolean {
  const plan = workDay(at, { ...facts, experienceDays: null, skills: [], excluded: [] })
  if (plan.segments.length === 0 && plan.nextShiftAt === null) return false
  return !plan.segments.some(({ from, to }) => from - earlyMs <= at && at < to)
}
