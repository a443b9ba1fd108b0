/**
 * What reaches the ear at most: −9 dBov peak, 17 dB above the usual level of speech on a telephone network
 * (−26 dBov, ITU-T P.56 and G.100.1) and just above its peaks. Full scale, which a whistle or a fax tone has, is cut
 * by those nine. ITU-T P.360 (07/2006) limits the sound pressure at the ear; software sees no pressure, so what the
 * headset makes of the ceiling stays the headset's (P.360 and EN 50332 bind its maker).
 */
export const ceilingDbov = -9
export const ceiling = 10 ** (ceilingDbov / 20)

/** Seen so long before it is heard, ms: the gain is down when the peak arrives, and no click is made of its own. */
const lookAheadMs = 3
/** From fully held back to untouched, ms: faster would be heard as pumping. */
const releaseMs = 200

/** What one block was like before it was held back. */
export interface Passed {
  /** Largest sample that came in, 0…1 or beyond. */
  readonly peak: number
  /** Sum of the squares of what came in. */
  readonly energy: number
}

export interface Limiter {
  /** Fills `output` from `input`, delayed by the look-ahead; both of one length. */
  process(input: Float32Array, output: Float32Array): Passed
}

/**
 * A look-ahead peak limiter. No sample of the output is above the ceiling, as the gain is the mean of minima that
 * each already fit the sample; below the ceiling the output is the input, delayed and otherwise untouched.
 */
export function createLimiter(sampleRate: number): Limiter {
  const ahead = Math.max(1, Math.round((sampleRate * lookAheadMs) / 1000))
  const rise = 1000 / (releaseMs * sampleRate)
  const waiting = new Float32Array(ahead)
  /** The smallest gain that any of the last `ahead + 1` samples needs, oldest candidate first. */
  const needs: { at: number; gain: number }[] = []
  const held = new Float64Array(ahead).fill(1)
  let sum = ahead
  let envelope = 1
  let at = 0
  /** While nothing was loud for longer than the filters remember, there is nothing to compute. */
  let calm = 0
  const remembers = 2 * ahead

  function gainFor(size: number): number {
    const gain = size > ceiling ? ceiling / size : 1
    while (needs.length > 0 && (needs.at(-1)?.gain ?? 1) >= gain) needs.pop()
    needs.push({ at, gain })
    if ((needs[0]?.at ?? at) < at - ahead) needs.shift()
    envelope = Math.min(needs[0]?.gain ?? 1, envelope + rise)
    const slot = at % ahead
    sum += envelope - (held[slot] ?? 1)
    held[slot] = envelope
    return Math.min(1, sum / ahead)
  }

  function settle(): void {
    needs.length = 0
    held.fill(1)
    sum = ahead
    envelope = 1
  }

  return {
    process(input, output) {
      let peak = 0
      let energy = 0
      for (let n = 0; n < input.length; n += 1) {
        const sample = input[n] ?? 0
        const size = Math.abs(sample)
        if (size > peak) peak = size
        energy += size * size
        const slot = at % ahead
        const heard = waiting[slot] ?? 0
        waiting[slot] = sample
        calm = size > ceiling || envelope < 1 ? 0 : calm + 1
        if (calm > remembers) output[n] = heard
        else {
          const limited = heard * gainFor(size)
          // The running sum is exact to a rounding error, and the ceiling is a promise.
          output[n] = Math.max(-ceiling, Math.min(ceiling, limited))
          if (calm === remembers) settle()
        }
        at += 1
      }
      return { peak, energy }
    },
  }
}
