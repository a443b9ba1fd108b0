import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAcousticWatch } from '../../../src/shared/domain/shifts/acoustic-peak.ts'

/** Seconds of a call by their mean power, full scale 1; the seconds at which a shock was heard. */
function shocksIn(powers: readonly number[]): number[] {
  const watch = createAcousticWatch()
  let energy = 0
  watch.hear('c1', energy, 0)
  return powers.flatMap((power, second) => {
    energy += power
    return watch.hear('c1', energy, (second + 1) * 1000) ? [second] : []
  })
}

const speech = 0.0025

test('F-ACOU: a whistle at full scale in the middle of a call is a shock; a raised voice is not', () => {
  expect(shocksIn([speech, speech, speech, 0.9, speech])).toEqual([3])
  expect(shocksIn([speech, speech, 0.03, 0.06, 0.02])).toEqual([])
})

test('F-ACOU: a line that was loud from the beginning is no sudden shock, and silence before one hides none', () => {
  expect(shocksIn([0.3, 0.3, 0.35, 0.3])).toEqual([])
  expect(shocksIn([0, 0, 0, 0.5])).toEqual([3])
})

test('F-ACOU: after a gap in what was told, or another stream, nobody is alarmed by the sum', () => {
  const watch = createAcousticWatch()
  watch.hear('c1', 0, 0)
  watch.hear('c1', speech, 1000)
  expect(watch.hear('c1', 40, 60_000)).toBe(false)
  expect(watch.hear('c1', 0, 61_000)).toBe(false)
  expect(watch.hear('c1', 0.9, 62_000)).toBe(true)
})

test('F-ACOU: nothing below six decibels under full scale is ever a shock', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.25, noNaN: true }), { maxLength: 60 }), (powers) => {
      expect(shocksIn(powers)).toEqual([])
    }),
  )
})

test('F-ACOU: in a room voices that fall on each other are no shock; on a line of one voice as loud a click is', () => {
  const watch = createAcousticWatch()
  // The lab's citizen (−5.8 dBov) and the emergency service (−12.2 dBov), added up by the room's bridge.
  expect(watch.peak('room', -2.4, 2)).toBe(false)
  expect(watch.peak('c1', -2.4, 1)).toBe(true)
})

test('F-ACOU: who waited in a silent room is not alarmed by the first words there', () => {
  const watch = createAcousticWatch()
  for (const second of [0, 1, 2, 3]) watch.hear('room', second * 1e-9, second * 1000)
  expect(watch.peak('room', -2.4, 2)).toBe(false)
})
