import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { TooMany, type Rate, type RateLimit, type RateLimits } from './rate-limit.ts'

/** The slowest bucket is full again after five minutes. */
const idleMs = 60 * 60_000
/** More than this between two copies is a wrong clock and not a slow one. */
const clocksApartMs = 60_000
/** More keys than one copy serves at a time; what it had taken for idle ones is let go. */
const mostKeys = 10_000

/**
 * A token bucket per key that all copies of the backend share: whoever is slowed down by one is by all. A copy
 * takes `lot` of them at once, so that a busy agent costs one small statement in so many requests; nobody ever gets
 * more than the bucket holds. Keys stand in the table as hashes: an address of somebody's home is nobody's business.
 */
export function sharedRateLimits(db: Kysely<Database>, clock: Clock): RateLimits {
  return (name, rate) => sharedRateLimit(db, clock, name, rate)
}

function sharedRateLimit(db: Kysely<Database>, clock: Clock, name: string, rate: Rate): RateLimit {
  const { capacity, perSecond, lot = 1 } = rate
  const taken = new Map<string, number>()
  const fetching = new Map<string, Promise<void>>()
  let tidiedAt = clock.now()

  const hashOf = (key: string) => createHash('sha256').update(`${name} ${key}`).digest('hex')

  /** How many this copy got, of a bucket as it stands now. */
  async function take(bucket: string): Promise<{ got: number; left: number }> {
    const now = new Date(clock.now())
    const passed = sql`greatest(0, extract(epoch FROM (${now}::timestamptz - bucket.at)))::float8`
    const full = sql`least(${capacity}::float8, bucket.left_over + ${passed} * ${perSecond}::float8)`
    const first = Math.min(lot, capacity)
    const found = await sql<{ got: number; left_over: number }>`
      INSERT INTO rate_buckets AS bucket (bucket, left_over, got, at)
      VALUES (${bucket}, ${capacity - first}::float8, ${first}::float8, ${now}::timestamptz)
      ON CONFLICT (bucket) DO UPDATE SET
        got = floor(least(${lot}::float8, ${full})),
        left_over = ${full} - floor(least(${lot}::float8, ${full})),
        at = CASE WHEN bucket.at > ${new Date(now.getTime() + clocksApartMs)}::timestamptz
          THEN ${now}::timestamptz ELSE greatest(bucket.at, ${now}::timestamptz) END
      RETURNING got, left_over`.execute(db)
    const row = found.rows[0]
    return { got: row?.got ?? 0, left: row?.left_over ?? 0 }
  }

  async function tidy(): Promise<void> {
    if (clock.now() - tidiedAt < idleMs) return
    tidiedAt = clock.now()
    await db
      .deleteFrom('rate_buckets')
      .where('at', '<', new Date(clock.now() - idleMs))
      .execute()
  }

  /** One more lot, or `TooMany`. */
  async function fetchLot(key: string): Promise<void> {
    await tidy()
    const { got, left } = await take(hashOf(key))
    if (got < 1) throw new TooMany(Math.max(1, Math.ceil((1 - left) / perSecond)))
    if (taken.size >= mostKeys) taken.clear()
    taken.set(key, got)
  }

  return {
    async spend(key) {
      for (;;) {
        const before = taken.get(key) ?? 0
        if (before >= 1) {
          taken.set(key, before - 1)
          return
        }
        // Requests of one key that come at once wait for the same lot: each with its own would empty the bucket.
        let lots = fetching.get(key)
        if (!lots) {
          lots = fetchLot(key).finally(() => fetching.delete(key))
          fetching.set(key, lots)
        }
        await lots
      }
    },
    async restore(key) {
      taken.delete(key)
      await db.deleteFrom('rate_buckets').where('bucket', '=', hashOf(key)).execute()
    },
  }
}
