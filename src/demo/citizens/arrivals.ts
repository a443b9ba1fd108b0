import type { Clock } from '../clock.ts'
import type { Caller } from './caller.ts'

/** Citizens who call by themselves, as people do: at random, independent of each other. */
export interface Arrivals {
  stop(): void
}

/**
 * A Poisson stream of `callsPerMinute` (0 = nobody calls by himself). A caller who is still on the line is not
 * started twice; when all are, that arrival is left out. The same seed brings the same callers at the same times.
 */
export function startArrivals(options: {
  clock: Clock
  seed: number
  callsPerMinute: number
  callers: readonly Caller[]
  onTheLine: () => ReadonlySet<string>
  call: (caller: Caller) => void
}): Arrivals {
  const { clock, callsPerMinute, callers } = options
  const random = seededRandom(options.seed)
  let cancel: (() => void) | undefined

  function wait(): void {
    const gapMs = (-Math.log(1 - random()) * 60_000) / callsPerMinute
    cancel = clock.after(gapMs, () => {
      const busy = options.onTheLine()
      const free = callers.filter(({ key }) => !busy.has(key))
      const caller = free[Math.floor(random() * free.length)]
      if (caller) options.call(caller)
      wait()
    })
  }
  if (callsPerMinute > 0) wait()
  return { stop: () => cancel?.() }
}

/** mulberry32: small, fast, and the same on every machine. Values in [0, 1). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
