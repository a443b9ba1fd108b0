import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRinger } from '../../../src/renderer/voice/ringer.ts'
import type { Speakers } from '../../../src/renderer/voice/speakers.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestIdleCallback', (idle: () => void) => idle())
  vi.stubGlobal(
    'AudioBufferSourceNode',
    class {
      connectedTo: unknown
      connect(output: unknown) {
        this.connectedTo = output
        connected.add(this)
      }
      disconnect() {
        connected.delete(this)
      }
      start() {}
      stop() {}
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Sources that sound into an output of the graph. */
const connected = new Set<unknown>()

/** What Chromium would keep for as long as the graph runs. */
function graph() {
  const outputs: { stream: object }[] = []
  const context = {
    sampleRate: 8_000,
    resume: () => Promise.resolve(),
    createBuffer: () => ({ copyToChannel: () => {} }),
    createMediaStreamDestination() {
      outputs.push({ stream: {} })
      return outputs.at(-1)
    },
  }
  return { outputs, context: context as unknown as AudioContext }
}

test('a shift of calls rings through one output of the audio graph, as each would be kept all day', () => {
  const { outputs, context } = graph()
  const playing = new Set<MediaStream>()
  const played: MediaStream[] = []
  const speakers: Pick<Speakers, 'play'> = {
    play(stream) {
      playing.add(stream)
      played.push(stream)
      return { close: () => playing.delete(stream) } as unknown as ReturnType<Speakers['play']>
    },
  }
  const ringer = createRinger(speakers as Speakers, context)
  for (let call = 0; call < 400; call += 1) {
    ringer.ring(true)
    expect([playing.size, connected.size]).toEqual([1, 1])
    ringer.ring(false)
    expect([playing.size, connected.size]).toEqual([0, 0])
  }
  expect(played).toHaveLength(400)
  expect(outputs).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})
