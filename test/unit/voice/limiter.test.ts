import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ceiling, createLimiter } from '../../../src/renderer/voice/sound/limiter.ts'

const rate = 48_000
/** The look-ahead, in samples. */
const delay = 144
const block = 128

/** Through the limiter in the blocks that a worklet gets. */
function limited(input: Float32Array): { output: Float32Array; peaks: number[] } {
  const limiter = createLimiter(rate)
  const output = new Float32Array(input.length)
  const peaks: number[] = []
  for (let from = 0; from < input.length; from += block) {
    const part = input.subarray(from, from + block)
    peaks.push(limiter.process(part, output.subarray(from, from + part.length)).peak)
  }
  return { output, peaks }
}

const loudest = (samples: Float32Array) => samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0)

/** Bursts of any size at any moment among speech of any loudness. */
const anySound = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 900 }),
      size: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 8, noNaN: true })),
      period: fc.integer({ min: 2, max: 300 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) =>
    Float32Array.from(
      parts.flatMap(({ length, size, period }) =>
        Array.from({ length }, (_, n) => size * Math.sin((2 * Math.PI * n) / period)),
      ),
    ),
  )

test('whatever comes in, nothing above the ceiling goes out', () => {
  fc.assert(
    fc.property(anySound, (input) => {
      expect(loudest(limited(input).output)).toBeLessThanOrEqual(Math.fround(ceiling))
    }),
    { numRuns: 300 },
  )
})

test('what is below the ceiling goes out as it came, three milliseconds later', () => {
  const quiet = anySound.map((samples) =>
    samples.map((sample) => Math.max(-ceiling * 0.999, Math.min(ceiling * 0.999, sample))),
  )
  fc.assert(
    fc.property(quiet, (input) => {
      const { output } = limited(input)
      expect([...output.subarray(delay)]).toEqual([...input.subarray(0, Math.max(0, input.length - delay))])
    }),
    { numRuns: 200 },
  )
})

test('the gain comes down before the peak and returns, so that speech after a click is untouched again', () => {
  const speech = Float32Array.from({ length: rate }, (_, n) => 0.1 * Math.sin(n / 20))
  const clicked = speech.slice()
  clicked[4000] = 1
  const { output } = limited(clicked)
  expect(Math.abs(output[4000 + delay] ?? 0)).toBeCloseTo(ceiling, 2)
  expect([...output.subarray(30_000)]).toEqual([...speech.subarray(30_000 - delay, rate - delay)])
})

test('a click of one sample is told with its size', () => {
  const click = new Float32Array(1024)
  click[700] = 0.9
  expect(Math.max(...limited(click).peaks)).toBeCloseTo(0.9, 6)
})
