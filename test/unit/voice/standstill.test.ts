import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchStandstill, type AudioGraph } from '../../../src/renderer/voice/sound/standstill.ts'

/** A graph of the browser that computes sound, or only says so. */
function graph() {
  const calls: string[] = []
  return {
    calls,
    state: 'running' as AudioContextState,
    currentTime: 0,
    suspend: () => Promise.resolve(void calls.push('suspend')),
    resume: () => Promise.resolve(void calls.push('resume')),
  } satisfies AudioGraph & { calls: string[] }
}

let told: boolean[]
beforeEach(() => {
  told = []
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

async function second(one: { currentTime: number }, computed: number): Promise<void> {
  one.currentTime += computed
  await vi.advanceTimersByTimeAsync(1_000)
}

test('a graph that says it runs and computes nothing is told, begun anew, and told again when it goes on', async () => {
  const one = graph()
  watchStandstill(one, (standing) => void told.push(standing))
  await second(one, 1)
  expect(told).toEqual([])
  await second(one, 0)
  expect(told).toEqual([true])
  expect(one.calls).toEqual(['suspend', 'resume'])
  await second(one, 0.2)
  expect(told).toEqual([true, false])
})

test('a graph that the browser does not let run yet stands for nothing', async () => {
  const one = graph()
  one.state = 'suspended'
  watchStandstill(one, (standing) => void told.push(standing))
  await second(one, 0)
  one.state = 'running'
  await second(one, 0)
  await second(one, 1)
  expect(told).toEqual([])
  expect(one.calls).toEqual([])
})
