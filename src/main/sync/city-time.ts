import { z } from 'zod'
import type { Remembered } from '../db/remembered.ts'
import type { Clock } from '../shell.ts'

const keptName = 'sync.clock-off-by'
/** A machine this far off is not set by anybody; what is nearer is the way of an answer through the network. */
const worthMendingMs = 60_000

/**
 * The time as the backend has it: a home computer's clock may be set to another day, and what a citizen is told must
 * not be. The difference outlives a restart, so that a desk that starts with the cable out keeps to it.
 */
export function cityTime(
  clock: Clock,
  remembered: Remembered,
  measuredOffByMs: () => number | undefined,
): Clock {
  let kept = remembered.read(keptName, z.number()) ?? 0
  function offByMs(): number {
    const measured = measuredOffByMs()
    if (measured === undefined) return kept
    const off = Math.abs(measured) > worthMendingMs ? measured : 0
    if (Math.abs(off - kept) > worthMendingMs || (off === 0 && kept !== 0)) {
      kept = off
      remembered.write(keptName, kept)
    }
    return kept
  }
  return { now: () => clock.now() - offByMs(), after: clock.after }
}
