/** Chance that comes out the same for the same seed (mulberry32), with the few shapes the simulation needs. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number
  /** Exponential with this mean. */
  wait(mean: number): number
  /** Lognormal with this mean and spread of the logarithm. */
  lasting(mean: number, spread: number): number
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    wait: (mean) => -mean * Math.log(1 - next()),
    lasting: (mean, spread) => mean * Math.exp(spread * normal() - (spread * spread) / 2),
  }
}
