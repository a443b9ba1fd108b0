/** Time as the demo city sees it, passed in so that tests own it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Returns a function that cancels. Delay in ms. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
