import type { Clock } from '../../shell.ts'

/** The time of the shift. The desk's own; a demo city may start it elsewhere and let it run faster. */
export interface ShiftClock extends Clock {
  /** Shift seconds per second. */
  readonly speed: number
  /** Moves on without waiting: only where the shift does not run on the desk's own time. */
  skip?(ms: number): void
}

/** What `--shift-clock` asks for; never with a city's own systems. */
export interface OwnShiftTime {
  startsAt: number
  speed: number
}

export function shiftClock(clock: Clock, own: OwnShiftTime | undefined): ShiftClock {
  if (!own) return { ...clock, speed: 1 }
  const { startsAt, speed } = own
  const openedAt = clock.now()
  let skipped = 0
  return {
    speed,
    now: () => Math.round(startsAt + skipped + (clock.now() - openedAt) * speed),
    after: (delayMs, run) => clock.after(delayMs / speed, run),
    skip: (ms) => void (skipped += ms),
  }
}
