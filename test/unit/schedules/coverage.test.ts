import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverage, coverageSummary } from '../../../src/shared/domain/schedules/coverage.ts'
import { activitiesOf, spanMinutes } from '../../../src/shared/domain/schedules/dated-shift.ts'
import {
  daysOfWeek,
  slotsOfWeek,
  spanOf,
  wallTimeOf,
} from '../../../src/shared/domain/schedules/week-time.ts'
import { dated, madrid, monday } from '../../support/schedules.ts'

const hour = 3_600_000
const weeks = ['2026-03-23', '2026-10-19', monday]
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** Within the week: Sunday's shifts end before midnight. */
const anyShift = fc
  .record({
    week: fc.constantFrom(...weeks),
    weekday: fc.integer({ min: 0, max: 6 }),
    start: fc.integer({ min: 0, max: 95 }),
    length: fc.integer({ min: 1, max: 48 }),
    pauseAfter: fc.integer({ min: 0, max: 40 }),
  })
  .filter(({ weekday, start, length }) => weekday < 6 || start + length < 96)
  .map(({ week, weekday, start, length, pauseAfter }) => {
    const from = wallTimeOf(start * 15)
    const to = wallTimeOf((start + length) * 15)
    const inside = pauseAfter + 1 < length
    const pause = {
      kind: 'break' as const,
      from: wallTimeOf((start + pauseAfter) * 15),
      to: wallTimeOf((start + pauseAfter + 1) * 15),
    }
    return {
      week,
      shift: dated({ day: daysOfWeek(week)[weekday] ?? week, from, to, pauses: inside ? [pause] : [] }),
    }
  })

describe('coverage', () => {
  test('sums to the hours on the line, pauses off, also over midnight and where the clock is moved', () => {
    fc.assert(
      fc.property(anyShift, ({ week, shift }) => {
        const { from, to } = spanOf(shift, madrid)
        const pauses = shift.pauses.map((pause) => {
          const day = pause.from < shift.from ? 1 : 0
          const days = daysOfWeek(week)
          const own = days[days.indexOf(shift.day) + day] ?? shift.day
          return spanOf({ day: own, ...pause }, madrid)
        })
        const expected = (to - from - sum(pauses.map((one) => one.to - one.from))) / hour
        expect(sum(coverage(slotsOfWeek(week, madrid), [shift], madrid)) / 2).toBeCloseTo(expected, 6)
      }),
    )
  })

  test('what lies in the hour that does not exist has no length, and never a negative one', () => {
    const [week, day] = ['2026-03-23', '2026-03-29']
    const hours = (from: string, to: string) => {
      const span = spanOf({ day, from, to }, madrid)
      return (span.to - span.from) / hour
    }
    expect(hours('02:30', '03:00')).toBe(0)
    expect(hours('02:00', '02:45')).toBe(0)
    expect(hours('01:45', '02:15')).toBe(0.25)
    expect(hours('02:15', '03:30')).toBe(0.5)
    const shift = dated({
      day,
      from: '02:30',
      to: '03:00',
      pauses: [{ kind: 'break', from: '02:30', to: '02:45' }],
    })
    expect(sum(coverage(slotsOfWeek(week, madrid), [shift], madrid))).toBe(0)
  })

  test('a night shift over the hour that does not exist is an hour shorter, over the doubled one an hour longer', () => {
    const night = (day: string) => dated({ day, from: '22:00', to: '06:00', pauses: [] })
    const hours = (week: string, day: string) =>
      sum(coverage(slotsOfWeek(week, madrid), [night(day)], madrid)) / 2
    expect(hours('2026-03-23', '2026-03-28')).toBe(7)
    expect(hours('2026-10-19', '2026-10-24')).toBe(9)
    expect(slotsOfWeek('2026-03-23', madrid)).toHaveLength(334)
    expect(slotsOfWeek('2026-10-19', madrid)).toHaveLength(338)
  })

  test('twenty minutes of rest leave a third of an agent in that half hour', () => {
    const place = slotsOfWeek(monday, madrid).findIndex((slot) => slot.half === 20)
    const rests = dated({ pauses: [{ kind: 'break', from: '10:00', to: '10:20' }] })
    expect(coverage(slotsOfWeek(monday, madrid), [rests], madrid)[place]).toBeCloseTo(1 / 3, 9)
  })

  test('work away from the phone does not lift the line', () => {
    const mail = dated({ work: 'email' })
    expect(sum(coverage(slotsOfWeek(monday, madrid), [mail], madrid))).toBe(0)
  })

  test('what is missing here is not made good by a surplus there', () => {
    const asked = (planned: number) => ({ onLine: planned, planned, level: 1 })
    expect(coverageSummary([3, 0], [asked(1), asked(2)])).toEqual({
      requiredHours: 1.5,
      coveredHours: 1.5,
      missingHours: 1,
      surplusHours: 1,
    })
  })
})

test('a shift is cut into work and rests without a gap', () => {
  fc.assert(
    fc.property(anyShift, ({ shift }) => {
      const activities = activitiesOf(shift)
      expect(activities[0]?.from).toBe(shift.from)
      expect(activities.at(-1)?.to).toBe(shift.to)
      expect(sum(activities.map(spanMinutes))).toBe(spanMinutes(shift))
      for (const [at, one] of activities.entries()) expect(activities[at + 1]?.from ?? one.to).toBe(one.to)
    }),
  )
})
