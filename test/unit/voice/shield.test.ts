import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createShield, type Shield } from '../../../src/renderer/voice/sound/shield.ts'
import { createSoundGraph } from '../../../src/renderer/voice/sound/sound-graph.ts'
import type { Speakers } from '../../../src/renderer/voice/speakers.ts'

vi.mock('../../../src/renderer/voice/sound/limiter-worklet.ts?worker&url', () => ({ default: 'limiter.js' }))

/** What of the browser's graph the shield uses; it runs when it is told. */
class FakeGraph extends EventTarget {
  state: AudioContextState = 'running'
  currentTime = 0
  readonly destination = {}
  readonly audioWorklet = { addModule: () => Promise.resolve() }

  become(state: AudioContextState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class FakeNode {
  readonly gain = { value: 1 }
  readonly port = {
    addEventListener: () => {},
    removeEventListener: () => {},
    start: () => {},
    postMessage: () => {},
  }
  connect = (to: unknown) => to
  disconnect(): void {}
}

let graph: FakeGraph
let elements: { silent: boolean }[]
let gates: FakeNode[]
let told: boolean[]

beforeEach(() => {
  vi.useFakeTimers()
  graph = new FakeGraph()
  elements = []
  gates = []
  told = []
  vi.stubGlobal('AudioWorkletNode', FakeNode)
  vi.stubGlobal(
    'GainNode',
    class extends FakeNode {
      constructor() {
        super()
        gates.push(this)
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function shieldOf(): Promise<Shield> {
  const shield = createShield({
    graph: createSoundGraph(graph as unknown as AudioContext),
    speakers: {
      play() {
        const element = { silent: false }
        elements.push(element)
        return { silence: (silent: boolean) => (element.silent = silent), close: () => {} }
      },
    } as unknown as Speakers,
    changed: () => void told.push(shield.ready),
  })
  await vi.waitFor(() => expect(shield.ready).toBe(true))
  told = []
  return shield
}

const call = (shield: Shield) =>
  shield.play(new FakeNode() as unknown as MediaStreamAudioSourceNode, () => {})
/** How the newest call is heard. */
const heard = () => ({
  byElement: elements.at(-1)?.silent === false,
  byLimiter: gates.at(-1)?.gain.value === 1,
})

test('a call that comes before the graph runs is heard at once, and by the limiter as soon as that runs', async () => {
  const shield = await shieldOf()
  graph.become('suspended')
  call(shield)
  expect(heard()).toEqual({ byElement: true, byLimiter: false })
  graph.become('running')
  expect(heard()).toEqual({ byElement: false, byLimiter: true })
})

test('a call is heard without the limiter for as long as the browser lets no graph run', async () => {
  const shield = await shieldOf()
  call(shield)
  expect(heard()).toEqual({ byElement: false, byLimiter: true })
  graph.become('suspended')
  expect(heard()).toEqual({ byElement: true, byLimiter: false })
  expect(told).toEqual([false])
})

test('a call on hold is heard by no way, whatever becomes of the graph', async () => {
  const shield = await shieldOf()
  const held = call(shield)
  held.silence(true)
  expect(heard()).toEqual({ byElement: false, byLimiter: false })
  graph.become('suspended')
  expect(heard()).toEqual({ byElement: false, byLimiter: false })
})
