import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { steadyMs, tryEveryMs, watchPreferred } from '../../../src/renderer/voice/preferred-exchange.ts'

let elsewhere = true
let idle = true
let trials: ReturnType<typeof trialSocket>[] = []
const back = vi.fn<() => void>()
let stop = () => {}

function trialSocket() {
  return {
    connect: vi.fn<() => void>(),
    disconnect: vi.fn<() => void>(),
    onconnect: () => {},
    ondisconnect: (_error: boolean) => {},
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  ;[elsewhere, idle, trials] = [true, true, []]
  back.mockClear()
  stop = watchPreferred({
    elsewhere: () => elsewhere,
    idle: () => idle,
    trial() {
      const trial = trialSocket()
      trials.push(trial)
      return trial
    },
    back,
  })
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

describe('the preferred exchange', () => {
  test('has the line back once it was steady, and its trial is closed', () => {
    vi.advanceTimersByTime(tryEveryMs)
    trials[0]?.onconnect()
    vi.advanceTimersByTime(steadyMs - 1)
    expect(back).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(back).toHaveBeenCalledOnce()
    expect(trials[0]?.disconnect).toHaveBeenCalledOnce()
  })

  test('that comes and goes does not take the line along', () => {
    vi.advanceTimersByTime(tryEveryMs)
    trials[0]?.onconnect()
    vi.advanceTimersByTime(steadyMs - 1)
    trials[0]?.ondisconnect(true)
    vi.advanceTimersByTime(steadyMs)
    expect(back).not.toHaveBeenCalled()
    vi.advanceTimersByTime(tryEveryMs)
    expect(trials.length).toBeGreaterThan(1)
  })

  test('waits for the end of a call, also of one that begins during the trial', () => {
    idle = false
    vi.advanceTimersByTime(tryEveryMs)
    expect(trials).toHaveLength(0)
    idle = true
    vi.advanceTimersByTime(tryEveryMs)
    trials[0]?.onconnect()
    idle = false
    vi.advanceTimersByTime(steadyMs)
    expect(back).not.toHaveBeenCalled()
  })

  test('is not tried while the line is on it, and no more once the line is closed', () => {
    elsewhere = false
    vi.advanceTimersByTime(10 * tryEveryMs)
    expect(trials).toHaveLength(0)
    elsewhere = true
    vi.advanceTimersByTime(tryEveryMs)
    trials[0]?.onconnect()
    stop()
    vi.advanceTimersByTime(10 * tryEveryMs)
    expect(back).not.toHaveBeenCalled()
    expect(trials).toHaveLength(1)
  })
})
