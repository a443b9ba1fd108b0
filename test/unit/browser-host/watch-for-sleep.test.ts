import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchForSleep } from '../../../src/main/hosts/browser/browser-shell.ts'

let woken = 0
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  woken = 0
  stop = watchForSleep(() => (woken += 1))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

test('time that passes as it should is no sleep', () => {
  vi.advanceTimersByTime(10 * 60_000)
  expect(woken).toBe(0)
})

test('a machine that slept is told awake once, at its first look at the clock', () => {
  vi.advanceTimersByTime(5_000)
  vi.setSystemTime(Date.now() + 60 * 60_000)
  vi.advanceTimersByTime(5_000)
  expect(woken).toBe(1)
  vi.advanceTimersByTime(60_000)
  expect(woken).toBe(1)
})

test('a machine that is only slow is not taken for asleep', () => {
  vi.setSystemTime(Date.now() + 12_000)
  vi.advanceTimersByTime(5_000)
  expect(woken).toBe(0)
})

test('nobody is told any more after the desk has closed', () => {
  stop()
  vi.setSystemTime(Date.now() + 60 * 60_000)
  vi.advanceTimersByTime(60_000)
  expect(woken).toBe(0)
})
