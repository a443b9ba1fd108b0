import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** As the audio thread sees it. */
interface Processor {
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean
}

/** One end of the message port between the page and the audio thread. */
class FakePort extends EventTarget {
  readonly told: unknown[] = []
  closed = false
  start(): void {}
  close(): void {
    this.closed = true
  }
  postMessage(message: unknown): void {
    this.told.push(message)
  }
}

const block = () => [[new Float32Array(128).fill(0.1)]]

beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllGlobals())

test('the audio thread keeps the limiter while the call lasts, and lets it go at its end', async () => {
  const port = new FakePort()
  let Made: (new () => Processor) | undefined
  vi.stubGlobal('sampleRate', 48_000)
  vi.stubGlobal(
    'AudioWorkletProcessor',
    class {
      readonly port = port
    },
  )
  vi.stubGlobal('registerProcessor', (_name: string, processor: new () => Processor) => (Made = processor))
  await import('../../../src/renderer/voice/sound/limiter-worklet.ts')
  if (!Made) throw new Error('No processor was registered.')
  const processor = new Made()
  expect(processor.process(block(), block())).toBe(true)
  // Nothing comes in while a call is held or its line is gone: that is no end.
  expect(processor.process([[]], [[]])).toBe(true)
  port.dispatchEvent(new Event('message'))
  expect(processor.process(block(), block())).toBe(false)
  expect(port.closed).toBe(true)
})
