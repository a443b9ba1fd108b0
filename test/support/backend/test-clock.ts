import type { Clock } from '../../../src/backend/clock.ts'

/** Time that moves only when the test says so; what becomes due runs in order. */
export interface TestClock extends Clock {
  pass(ms: number): void
  /** Whether something waits to run in exactly this long. */
  waiting(ms: number): boolean
}

export function testClock(start: string): TestClock {
  let now = Date.parse(start)
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    waiting: (ms) => timers.some(({ at }) => at === now + ms),
    pass(ms) {
      const until = now + ms
      for (;;) {
        const due = timers.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((other) => other !== due)
        now = due.at
        due.run()
      }
      now = until
    },
  }
}
