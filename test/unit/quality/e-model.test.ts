import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { opinionScore, ratingFactor } from '../../../src/shared/domain/quality/e-model.ts'
import { measure } from '../../../src/shared/domain/quality/measure.ts'
import { firstReading, secondAfter } from './readings.ts'

describe('MOS from R', () => {
  // G.107 annex B, table B.1: the limits of the categories of user satisfaction.
  test.each([
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])('R %i is MOS %f, as in table B.1', (rating, mos) => {
    // Two decimals, and the table itself rounds 4.024 up.
    expect(Math.abs(opinionScore(rating) - mos)).toBeLessThan(0.007)
  })

  test('an untouched connection is 4.41, and the ends of the scale are 1 and 4.5', () => {
    expect(opinionScore(93.2)).toBeCloseTo(4.41, 2)
    expect([opinionScore(-20), opinionScore(0), opinionScore(100), opinionScore(140)]).toEqual([
      1, 1, 4.5, 4.5,
    ])
  })
})

describe('R from loss and delay', () => {
  // Idd of G.107 §7.5, worked out by hand from equations 7-27 and 7-28.
  test.each([
    [0, 93.2],
    [100, 93.2],
    [150, 93.04],
    [200, 90.13],
    [400, 69.13],
  ])('a delay of %i ms alone leaves R %f', (oneWayDelayMs, rating) => {
    expect(ratingFactor({ lossPct: 0, oneWayDelayMs })).toBeCloseTo(rating, 1)
  })

  // Ie,eff = 95 × Ppl / (Ppl + 25.1), G.107 §7.6 with BurstR 1.
  test.each([
    [1, 89.56],
    [3, 83.06],
    [5, 77.42],
    [10, 66.13],
    [100, 17.26],
  ])('a loss of %i percent alone leaves R %f', (lossPct, rating) => {
    expect(ratingFactor({ lossPct, oneWayDelayMs: 0 })).toBeCloseTo(rating, 1)
  })

  test('a worse way never sounds better, and the score stays on its scale', () => {
    const impairment = fc.record({
      lossPct: fc.double({ min: 0, max: 100, noNaN: true }),
      oneWayDelayMs: fc.double({ min: 0, max: 5000, noNaN: true }),
    })
    fc.assert(
      fc.property(impairment, fc.double({ min: 0, max: 50, noNaN: true }), (one, more) => {
        const here = opinionScore(ratingFactor(one))
        expect(here).toBeGreaterThanOrEqual(1)
        expect(here).toBeLessThanOrEqual(4.5)
        expect(ratingFactor({ ...one, lossPct: one.lossPct + more })).toBeLessThanOrEqual(
          ratingFactor(one) + 1e-9,
        )
        const later = { ...one, oneWayDelayMs: one.oneWayDelayMs + more }
        expect(ratingFactor(later)).toBeLessThanOrEqual(ratingFactor(one) + 1e-9)
      }),
    )
  })
})

describe('a second measured', () => {
  test('a good one: nothing lost, levels from energy, and almost the best score there is', () => {
    const one = measure(firstReading, secondAfter(firstReading))
    expect(one).toMatchObject({ lossPct: 0, concealedPct: 0, jitterMs: 2, roundTripMs: 40 })
    expect(one.mos).toBeCloseTo(4.41, 2)
    expect(one.heardDbov).toBeCloseTo(-20)
  })

  test('packets lost and packets too late both count as missed', () => {
    const now = secondAfter(firstReading, { packetsReceived: 45, packetsLost: 5, packetsDiscarded: 5 })
    expect(measure(firstReading, now).lossPct).toBeCloseTo(20)
  })

  test('a second without packets has no score, and digital silence no level', () => {
    const now = secondAfter(firstReading, { packetsReceived: 0, heardEnergy: 0, spokenEnergy: 0 })
    expect(measure(firstReading, now)).toMatchObject({ mos: null, heardDbov: null, spokenDbov: null })
  })

  test('packets that came twice are no gain', () => {
    const now = secondAfter(firstReading, { packetsLost: -3 })
    expect(measure(firstReading, now).lossPct).toBe(0)
  })
})
