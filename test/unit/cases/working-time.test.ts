import { assert, constantFrom, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterWorking,
  hoursAndMinutes,
  usualWorkingDays,
  workingMsBetween,
  type WorkingHours,
} from '../../../src/shared/domain/cases/working-time.ts'

const hours = (change: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone: 'America/Guayaquil',
  days: usualWorkingDays,
  holidays: [],
  ...change,
})
const at = (text: string) => Date.parse(text)
const hourMs = 3_600_000

test('a clock that starts on Friday afternoon goes on on Monday morning', () => {
  // 2026-11-20 is a Friday; 15:00 in Quito is 20:00 UTC.
  expect(afterWorking(at('2026-11-20T20:00:00Z'), 3 * hourMs, hours())).toBe(at('2026-11-23T15:00:00Z'))
})

test('a holiday is no working day, and what is used up to the evening ends that evening', () => {
  const calendar = hours({ holidays: ['2026-11-23'] })
  expect(afterWorking(at('2026-11-20T20:00:00Z'), hourMs, calendar)).toBe(at('2026-11-20T21:00:00Z'))
  expect(afterWorking(at('2026-11-20T20:00:00Z'), 2 * hourMs, calendar)).toBe(at('2026-11-24T14:00:00Z'))
})

test('a day with a break at noon counts both halves, in whatever order they are written', () => {
  const calendar = hours({
    days: [
      { weekday: 1, from: '14:00', to: '16:00' },
      { weekday: 1, from: '08:00', to: '12:00' },
    ],
  })
  expect(afterWorking(at('2026-11-23T13:00:00Z'), 5 * hourMs, calendar)).toBe(at('2026-11-23T20:00:00Z'))
})

test('the hour that is moved in Madrid takes nothing from a promise', () => {
  // The clocks change in the night to Sunday 2026-10-25: 30 working hours pass over it all the same.
  const madrid = hours({ timeZone: 'Europe/Madrid' })
  const begin = at('2026-10-23T06:00:00Z')
  const due = afterWorking(begin, 10 * hourMs, madrid)
  expect(new Date(due).toISOString()).toBe('2026-10-26T09:00:00.000Z')
  expect(workingMsBetween(begin, due, madrid)).toBe(10 * hourMs)
})

test('a calendar without any working time comes to an end', () => {
  expect(afterWorking(0, hourMs, hours({ days: [] }))).toBeGreaterThan(0)
})

test('what is over is told as whole hours and minutes', () => {
  expect(hoursAndMinutes(-(hourMs + 59_999))).toEqual({ hours: 1, minutes: 0 })
  expect(hoursAndMinutes(2 * hourMs + 61_000)).toEqual({ hours: 2, minutes: 1 })
})

test('going on by working time and measuring it are each other’s opposite', () => {
  assert(
    property(
      integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
      integer({ min: 1, max: 80 * hourMs }),
      constantFrom('America/Guayaquil', 'Europe/Madrid'),
      (from, workingMs, timeZone) => {
        const calendar = hours({ timeZone, holidays: ['2026-12-25', '2027-01-01'] })
        const due = afterWorking(from, workingMs, calendar)
        expect(workingMsBetween(from, due, calendar)).toBe(workingMs)
        expect(workingMsBetween(due, from, calendar)).toBe(-workingMs)
      },
    ),
    { numRuns: 200 },
  )
})
