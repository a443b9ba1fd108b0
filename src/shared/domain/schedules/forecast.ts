import { isoWeekday } from '../shifts/clock-time.ts'
import type { Holiday } from './planning.ts'
import { mondayOf, weeksBetween, type Slot } from './week-time.ts'

/** Calls that came in one half hour of one day. */
export interface HalfHourCalls {
  day: string
  half: number
  calls: number
  handleTimeS: number | null
  /** Absent where the whole line is told as one. */
  queueId?: string
}

/** The whole line by half hour, from what was told by queue. Handle times are weighted by their calls. */
export function wholeLine(history: readonly HalfHourCalls[]): HalfHourCalls[] {
  const sums = new Map<string, HalfHourCalls & { handled: number; timed: number }>()
  for (const { day, half, calls, handleTimeS } of history) {
    const key = `${day} ${half}`
    const sum = sums.get(key) ?? { day, half, calls: 0, handleTimeS: null, handled: 0, timed: 0 }
    sums.set(key, sum)
    sum.calls += calls
    if (handleTimeS === null) continue
    sum.handled += calls * handleTimeS
    sum.timed += calls
    sum.handleTimeS = sum.timed === 0 ? handleTimeS : Math.round(sum.handled / sum.timed)
  }
  return [...sums.values()].map(({ day, half, calls, handleTimeS }) => ({ day, half, calls, handleTimeS }))
}

/** What is expected in one half hour. */
export interface Expected {
  calls: number
  handleTimeS: number
}

/** Each week back counts a fifth less than the one after it: what people did lately says more. */
const weekWeight = 0.8
/** Older weeks say nothing any more, and a year's file stays cheap. */
const weeksUsed = 26

/**
 * The weighted mean of what came at the same half hour of the same weekday: weight 0.8 for every week back.
 * Holidays are left out of it. A holiday to come takes the mean of the holidays there were; without any, of
 * Sundays. Handle times are weighted by their calls too. Plain on purpose: a lead can check it by hand.
 */
export function forecast(
  slots: readonly Slot[],
  history: readonly HalfHourCalls[],
  facts: { holidays: readonly Holiday[]; handleTimeS: number },
): Expected[] {
  const holidays = new Set(facts.holidays.map(({ day }) => day))
  const first = slots[0]
  if (!first) return []
  const target = mondayOf(first.day)
  const sums = new Map<string, { calls: number; weight: number; handled: number; timed: number }>()
  for (const { day, half, calls, handleTimeS } of history) {
    const back = weeksBetween(mondayOf(day), target)
    if (back <= 0 || back > weeksUsed) continue
    const weight = weekWeight ** (back - 1)
    const key = holidays.has(day) ? `holiday ${half}` : `${isoWeekday(day)} ${half}`
    const sum = sums.get(key) ?? { calls: 0, weight: 0, handled: 0, timed: 0 }
    sum.calls += weight * calls
    sum.weight += weight
    if (handleTimeS !== null) {
      sum.handled += weight * calls * handleTimeS
      sum.timed += weight * calls
    }
    sums.set(key, sum)
  }
  return slots.map(({ day, half }) => {
    const own = holidays.has(day)
      ? (sums.get(`holiday ${half}`) ?? sums.get(`7 ${half}`))
      : sums.get(`${isoWeekday(day)} ${half}`)
    if (!own || own.weight === 0) return { calls: 0, handleTimeS: facts.handleTimeS }
    return {
      calls: own.calls / own.weight,
      handleTimeS: own.timed === 0 ? facts.handleTimeS : own.handled / own.timed,
    }
  })
}
