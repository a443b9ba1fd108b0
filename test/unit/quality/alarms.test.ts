import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followAlarms, noAlarms, qualityAlarms } from '../../../src/shared/domain/quality/alarms.ts'
import type { Measurement } from '../../../src/shared/domain/quality/measure.ts'
import { goodSecond } from './readings.ts'

const good = (seconds: number) => Array.from({ length: seconds }, () => goodSecond)
const bad = (seconds: number, change: Partial<Measurement>) =>
  Array.from({ length: seconds }, () => ({ ...goodSecond, ...change }))
const after = (seconds: readonly Measurement[]) => seconds.reduce(followAlarms, noAlarms).raised

describe.each([
  ['round-trip', { roundTripMs: 401 }, { roundTripMs: 400 }],
  ['jitter', { jitterMs: 30.1 }, { jitterMs: 30 }],
  ['mos', { mos: 3.49 }, { mos: 3.5 }],
] as const)('%s', (alarm, over, notOver) => {
  test('rises with the third bad second of five, not with the second', () => {
    expect(after([...good(3), ...bad(2, over)])).toEqual([])
    expect(after([...bad(1, over), ...good(1), ...bad(1, over), ...good(1), ...bad(1, over)])).toEqual([
      alarm,
    ])
  })

  test('is taken back when five seconds in a row were good, not before', () => {
    expect(after([...bad(5, over), ...good(4)])).toEqual([alarm])
    expect(after([...bad(5, over), ...good(5)])).toEqual([])
  })

  test('the threshold itself is no alarm', () => {
    expect(after(bad(9, notOver))).toEqual([])
  })
})

describe('loss', () => {
  test('rises when more than 3 % were lost on the mean of seven seconds', () => {
    expect(after(bad(6, { lossPct: 50 }))).toEqual([])
    expect(after(bad(7, { lossPct: 3 }))).toEqual([])
    expect(after([...good(6), ...bad(1, { lossPct: 22 })])).toEqual(['loss'])
  })

  test('is taken back at 1 %', () => {
    expect(after([...bad(7, { lossPct: 4 }), ...bad(6, { lossPct: 0.9 })])).toEqual(['loss'])
    expect(after([...bad(7, { lossPct: 4 }), ...bad(7, { lossPct: 0.9 })])).toEqual([])
  })
})

test('what is not measured yet raises nothing', () => {
  expect(after(bad(9, { roundTripMs: null, mos: null }))).toEqual([])
})

test('however a call went, seven good seconds take everything back, and no more than seven are remembered', () => {
  const second = fc.record({
    lossPct: fc.double({ min: 0, max: 100, noNaN: true }),
    jitterMs: fc.double({ min: 0, max: 500, noNaN: true }),
    roundTripMs: fc.option(fc.double({ min: 0, max: 3000, noNaN: true })),
    mos: fc.option(fc.double({ min: 1, max: 4.5, noNaN: true })),
  })
  fc.assert(
    fc.property(fc.array(second, { maxLength: 40 }), (seconds) => {
      const state = seconds.map((one) => ({ ...goodSecond, ...one })).reduce(followAlarms, noAlarms)
      expect(state.recent.length).toBeLessThanOrEqual(7)
      expect(new Set(state.raised).size).toBe(state.raised.length)
      expect(state.raised.every((alarm) => qualityAlarms.includes(alarm))).toBe(true)
      expect(good(7).reduce(followAlarms, state).raised).toEqual([])
    }),
  )
})
