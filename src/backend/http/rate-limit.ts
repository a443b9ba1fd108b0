import { DeskError } from '../../shared/errors.ts'

/** Refused for now: a desk is told when to come back. */
export class TooMany extends DeskError {
  /** Whole seconds, as `Retry-After` says them (RFC 9110 §10.2.3). */
  readonly afterSeconds: number

  constructor(afterSeconds: number) {
    super('busy', 'Too many requests. Wait a little and try again.')
    this.afterSeconds = afterSeconds
  }
}

/** `capacity` at once, then `perSecond` more. */
export interface Rate {
  readonly capacity: number
  readonly perSecond: number
  /** How many a copy takes at once where several share a bucket: 1 where each one counts, more where many come. */
  readonly lot?: number
}

export interface RateLimit {
  /** Rejects with `TooMany` where the key has spent what it had. */
  spend(key: string): Promise<void>
  /** What was spent in good faith: a right password after two wrong ones starts afresh. */
  restore(key: string): Promise<void>
}

/** Makes the limits of one backend: counted in this process alone, or shared by all copies (`shared-rate-limit.ts`). */
export type RateLimits = (name: string, rate: Rate) => RateLimit

/** More keys than a city has agents and desks; beyond it the idle ones are forgotten. */
const mostKeys = 10_000

/** A token bucket per key, for the one process that runs on its database. */
export function createRateLimit(rate: Rate, now: () => number): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()

  function leftOf(key: string): number {
    const bucket = buckets.get(key)
    if (!bucket) return rate.capacity
    // A clock that was set back costs nobody what he had.
    const passedMs = Math.max(0, now() - bucket.at)
    return Math.min(rate.capacity, bucket.left + (passedMs / 1000) * rate.perSecond)
  }

  return {
    async spend(key) {
      const left = leftOf(key)
      if (left < 1) throw new TooMany(Math.max(1, Math.ceil((1 - left) / rate.perSecond)))
      if (buckets.size >= mostKeys)
        for (const idle of buckets.keys()) if (leftOf(idle) >= rate.capacity) buckets.delete(idle)
      buckets.set(key, { left: left - 1, at: now() })
    },
    async restore(key) {
      buckets.delete(key)
    },
  }
}
