import { expect, test } from 'vitest'
import { measuredLights, overall } from '../../../src/renderer/desk/features/check/advice.ts'
import type { StationCheckView } from '../../../src/shared/contract.ts'

const untouched: StationCheckView = {
  running: false,
  exchange: null,
  clockOffsetMs: null,
  freeDiskBytes: null,
  loopBack: null,
  loopBackRunning: false,
}
const lights = (found: Partial<StationCheckView>) => measuredLights({ ...untouched, ...found })
const probe = (found: Partial<NonNullable<StationCheckView['exchange']>>) =>
  lights({ exchange: { sent: 20, lost: 0, roundTripMs: 40, jitterMs: 5, ...found } }).exchange

test('what was not measured is waiting, and no fault', () => {
  expect(lights({})).toEqual({ exchange: 'waiting', clock: 'waiting', disk: 'waiting', voice: 'waiting' })
})

test('the exchange: late, uneven, stalling, silent', () => {
  expect(probe({})).toBe('good')
  expect(probe({ jitterMs: 31 })).toBe('fair')
  expect(probe({ roundTripMs: 201 })).toBe('fair')
  expect(probe({ lost: 1 })).toBe('fair')
  expect(probe({ lost: 3 })).toBe('bad')
  expect(probe({ roundTripMs: 401 })).toBe('bad')
  expect(probe({ lost: 20, roundTripMs: null, jitterMs: null })).toBe('bad')
})

test('a clock is as wrong before as after', () => {
  for (const sign of [1, -1]) {
    expect(lights({ clockOffsetMs: sign * 4_000 }).clock).toBe('good')
    expect(lights({ clockOffsetMs: sign * 30_000 }).clock).toBe('fair')
    expect(lights({ clockOffsetMs: sign * 120_000 }).clock).toBe('bad')
  }
})

test('disk and voice by their steps', () => {
  expect([5e9, 0.5e9, 0.1e9].map((freeDiskBytes) => lights({ freeDiskBytes }).disk)).toEqual([
    'good',
    'fair',
    'bad',
  ])
  const voice = (spokenDbov: number, playedDbov = spokenDbov) =>
    lights({ loopBack: { spokenDbov, playedDbov } }).voice
  expect([voice(-30), voice(-50), voice(-90), voice(-30, -90)]).toEqual(['good', 'fair', 'bad', 'bad'])
})

test('the one light for all is the worst that is known', () => {
  expect(overall(['good', 'good'])).toBe('good')
  expect(overall(['good', 'waiting'])).toBe('waiting')
  expect(overall(['waiting', 'fair'])).toBe('fair')
  expect(overall(['fair', 'bad', 'waiting'])).toBe('bad')
})
