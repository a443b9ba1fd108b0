import { describe, expect, test } from 'vitest'
import { adherence } from '../../../src/shared/domain/metrics.ts'
import {
  adherenceSlices,
  isRest,
  teamAdherence,
  type ToldState,
} from '../../../src/shared/domain/schedules/live.ts'
import { dated, madrid } from '../../support/schedules.ts'

const minute = 60_000
const start = Date.parse('2026-11-30T07:00:00Z')
const shift = dated({ from: '08:00', to: '10:00', pauses: [{ kind: 'break', from: '09:00', to: '09:20' }] })
const told = (after: number, state: ToldState['state'], changed: Partial<ToldState> = {}): ToldState => ({
  at: start + after * minute,
  state,
  resting: false,
  onPrompt: false,
  ...changed,
})
const of = (states: ToldState[], now = start + 120 * minute) =>
  adherence(adherenceSlices([shift], states, { now, timeZone: madrid }))

describe('adherence', () => {
  test('work as planned and rest as planned are whole', () => {
    expect(of([told(0, 'ready'), told(60, 'not-ready', { resting: true }), told(80, 'talking')])).toBe(1)
  })

  test('a rest the desk asked for counts as planned wherever it falls', () => {
    const rests = (onPrompt: boolean) => [
      told(0, 'ready'),
      told(30, 'not-ready', { resting: true, onPrompt }),
      told(42, 'ready'),
      told(60, 'not-ready', { resting: true }),
      told(80, 'ready'),
    ]
    expect(of(rests(true))).toBe(1)
    expect(of(rests(false))).toBeCloseTo(108 / 120, 9)
  })

  test('other work is work; a line that is down, and nobody there, are not', () => {
    expect(of([told(0, 'not-ready'), told(60, 'not-ready', { resting: true }), told(80, 'ready')])).toBe(1)
    expect(of([])).toBeCloseTo(20 / 120, 9)
    expect(of([told(0, 'ready'), told(60, 'not-ready', { resting: true }), told(80, 'no-line')])).toBeCloseTo(
      80 / 120,
      9,
    )
  })

  test('what is still to come counts neither way', () => {
    expect(of([told(0, 'ready')], start + 30 * minute)).toBe(1)
    expect(adherenceSlices([shift], [], { now: start, timeZone: madrid })).toEqual([])
  })

  test('of fewer than five agents no spread is shown: they could be told apart', () => {
    const slices = adherenceSlices([shift], [told(0, 'ready')], {
      now: start + 30 * minute,
      timeZone: madrid,
    })
    expect(teamAdherence([slices, slices, []])).toEqual({ adherence: 1, spread: [] })
    expect(teamAdherence([slices, slices, slices, slices, slices]).spread).toEqual([0, 0, 0, 0, 5])
    expect(teamAdherence([[], []])).toEqual({ adherence: null, spread: [] })
  })
})

test('personal time and a doctor’s visit are rests like any other', () => {
  for (const reason of [101, 102, 103, 104, 105, 302, 401] as const)
    expect(isRest({ kind: 'not-ready', reason })).toBe(true)
  expect(isRest({ kind: 'not-ready', reason: 203 })).toBe(false)
})
