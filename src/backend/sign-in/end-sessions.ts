import { sql, type DeleteQueryBuilder, type DeleteResult, type Kysely } from 'kysely'
import { sessionChannel } from '../database/open.ts'
import type { Database } from '../database/schema.ts'

type Sessions = DeleteQueryBuilder<Database, 'sessions', DeleteResult>

/** As many as one announcement carries: PostgreSQL takes 8,000 bytes. */
const announcedAtOnce = 100

/**
 * Ends these sessions for every copy of the backend: each hears which, forgets them and closes their sockets.
 * Inside a transaction they hear it with its commit.
 */
export async function endSessions(
  db: Kysely<Database>,
  which: (sessions: Sessions) => Sessions,
): Promise<void> {
  const ended = await which(db.deleteFrom('sessions')).returning('token_hash').execute()
  for (let start = 0; start < ended.length; start += announcedAtOnce) {
    const hashes = ended.slice(start, start + announcedAtOnce).map(({ token_hash: hash }) => hash)
    await sql`SELECT pg_notify(${sessionChannel}, ${hashes.join(' ')})`.execute(db)
  }
}
