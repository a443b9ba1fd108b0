import { describe, expect, test } from 'vitest'
import { forecast, type HalfHourCalls } from '../../../src/shared/domain/schedules/forecast.ts'
import { slotsOfWeek } from '../../../src/shared/domain/schedules/week-time.ts'
import { madrid, monday } from '../../support/schedules.ts'

const slots = slotsOfWeek(monday, madrid)
const facts = { holidays: [], handleTimeS: 300 }
const half = 18
const came = (day: string, calls: number, handleTimeS: number | null = null): HalfHourCalls => ({
  day,
  half,
  calls,
  handleTimeS,
})
const at = (day: string, history: HalfHourCalls[], days: { day: string; name: string }[] = []) => {
  const place = slots.findIndex((slot) => slot.day === day && slot.half === half)
  const holidays = days.map((one) => ({ ...one, hours: 'usual' as const }))
  return forecast(slots, history, { ...facts, holidays })[place]
}

describe('the forecast', () => {
  test('is the weighted mean of the same half hour of the same weekday, last week first', () => {
    expect(at(monday, [came('2026-11-23', 10), came('2026-11-16', 20)])?.calls).toBeCloseTo(
      (10 + 0.8 * 20) / 1.8,
      9,
    )
    expect(at('2026-12-01', [came('2026-11-23', 10)])?.calls).toBe(0)
  })

  test('takes no notice of the week itself nor of what lies half a year back', () => {
    expect(at(monday, [came(monday, 99), came('2026-05-25', 99)])?.calls).toBe(0)
  })

  test('leaves holidays out of the ordinary days', () => {
    const history = [came('2026-11-23', 2), came('2026-11-16', 20)]
    expect(at(monday, history, [{ day: '2026-11-23', name: 'Fiesta local' }])?.calls).toBe(20)
  })

  test('a holiday to come looks like the holidays there were, else like a Sunday', () => {
    const eve = { day: '2026-12-01', name: 'Fiesta' }
    const history = [came('2026-11-24', 30), came('2026-11-29', 3), came('2026-11-16', 7)]
    expect(at('2026-12-01', history, [eve])?.calls).toBe(3)
    expect(at('2026-12-01', history, [eve, { day: '2026-11-16', name: 'Otra' }])?.calls).toBe(7)
  })

  test('weighs handle times by their calls, and takes the policy’s where none is told', () => {
    const history = [came('2026-11-23', 10, 200), came('2026-11-16', 30, 400)]
    expect(at(monday, history)?.handleTimeS).toBeCloseTo((10 * 200 + 0.8 * 30 * 400) / (10 + 0.8 * 30), 9)
    expect(at(monday, [came('2026-11-23', 10)])?.handleTimeS).toBe(300)
  })
})
