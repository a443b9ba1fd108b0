/** Time as the backend sees it, passed in so that tests own it. */
export interface Clock {
  now: () => number
  /** Returns a function that cancels. Delays in ms. */
  after: (delayMs: number, run: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
