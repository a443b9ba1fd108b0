import type { PostgresPool } from 'kysely'
import { DeskError } from '../../shared/errors.ts'

/**
 * A pool that says in our words when no connection could be had: because the database is away, or because all are in
 * use for longer than one may wait. Both pass, so whoever asked is told to ask again (503) and not that the backend
 * is broken (500).
 */
export function busyPool(pool: PostgresPool): PostgresPool {
  return {
    connect: async () => {
      try {
        return await pool.connect()
      } catch (cause) {
        throw new DeskError('unavailable', 'The database gives no connection now. Try again.', { cause })
      }
    },
    end: () => pool.end(),
  }
}
