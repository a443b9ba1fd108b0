import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createIceGate } from '../../../src/renderer/voice/ice-gate.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a dead STUN server costs 400 ms and not 40 s, and the first candidate alone opens nothing', () => {
  const ready = vi.fn<() => void>()
  const gate = createIceGate([{ urls: 'stun:dead.invalid' }])
  gate.candidate({ type: 'host' }, ready)
  vi.advanceTimersByTime(300)
  gate.candidate({ type: 'host' }, ready)
  expect(ready).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  expect(ready).toHaveBeenCalledTimes(1)
})

test('the wanted kind of address ends the wait at once', () => {
  const ready = vi.fn<() => void>()
  const gate = createIceGate([{ urls: 'stun:s.invalid' }, { urls: 'turn:t.invalid' }])
  gate.candidate({ type: 'host' }, ready)
  gate.candidate({ type: 'srflx' }, ready)
  expect(ready).not.toHaveBeenCalled()
  gate.candidate({ type: 'relay' }, ready)
  expect(ready).toHaveBeenCalledTimes(1)
})

test('each ICE restart waits anew', () => {
  const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()]
  const gate = createIceGate([])
  gate.candidate({ type: 'host' }, first)
  vi.advanceTimersByTime(400)
  gate.candidate({ type: 'host' }, second)
  expect(second).not.toHaveBeenCalled()
  vi.advanceTimersByTime(400)
  expect(second).toHaveBeenCalledTimes(1)
  expect(first).toHaveBeenCalledTimes(1)
})

test('a call that ended before is left alone', () => {
  const ready = vi.fn<() => void>()
  const gate = createIceGate([])
  gate.candidate({ type: 'host' }, ready)
  gate.close()
  vi.advanceTimersByTime(1_000)
  expect(ready).not.toHaveBeenCalled()
})
