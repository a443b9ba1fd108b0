import type { Clock } from '../../src/main/shell.ts'

/** Time that moves only when the test says so, for the core and for the backend. `pass` runs what becomes due, in order. */
export interface FakeClock extends Clock {
  pass(ms: number): void
  /** Whether something waits to run in exactly this long. */
  waiting(ms: number): boolean
}

export function fakeClock(start = '2026-11-23T14:00:00.000Z'): FakeClock {
  let now = Date.parse(start)
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    waiting: (ms) => timers.some(({ at }) => at === now + ms),
    pass(ms) {
      const until = now + ms
      for (;;) {
        const due = timers.filter((one) => one.at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((one) => one !== due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = until
    },
  }
}
