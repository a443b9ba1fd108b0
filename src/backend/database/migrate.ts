import { sql, type Kysely } from 'kysely'
import { DeskError } from '../../shared/errors.ts'
import type { Database } from './schema.ts'

/** One step forward of the database, as plain SQL that PostgreSQL and PGlite both read. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: readonly string[]
}

/** Any constant: it only has to be the same in every process that migrates. */
const migrationLock = 7_301_010

/**
 * Runs at every start. The lock makes a second process wait and then find nothing to do; one transaction for
 * all steps, so that a failed one leaves the database as it was. Throws `conflict` where the database is newer
 * than this program, because an older program would misread it.
 */
export async function migrate(db: Kysely<Database>, migrations: readonly Migration[]): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${migrationLock})`.execute(trx)
    await sql`CREATE TABLE IF NOT EXISTS schema_migrations (
      number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )`.execute(trx)
    const stored = await sql<{ number: number }>`SELECT number FROM schema_migrations`.execute(trx)
    const applied = new Set(stored.rows.map(({ number }) => number))
    const last = Math.max(0, ...applied)
    const newest = Math.max(0, ...migrations.map(({ number }) => number))
    if (last > newest)
      throw new DeskError(
        'conflict',
        `The database is at step ${last}, this program knows ${newest}. Start a newer program.`,
      )
    for (const migration of migrations.filter((step) => !applied.has(step.number))) {
      for (const statement of migration.statements) await sql.raw(statement).execute(trx)
      await sql`INSERT INTO schema_migrations (number, name) VALUES (${migration.number}, ${migration.name})`.execute(
        trx,
      )
    }
    return newest
  })
}
