import { sql } from 'kysely'
import { systemClock } from '../../../src/backend/clock.ts'
import { migrate, type Migration } from '../../../src/backend/database/migrate.ts'
import { openDatabase, type DatabaseChoice, type OpenDatabase } from '../../../src/backend/database/open.ts'
import { startPostgres } from './postgres-server.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** One open database for a whole file of suites: starting one is the slow part. */
export interface TestDatabase {
  readonly choice: DatabaseChoice
  readonly open: OpenDatabase
  /** Empties it and takes these steps again. */
  reset(migrations: readonly Migration[]): Promise<void>
  stop(): Promise<void>
}

export async function embeddedDatabase(): Promise<TestDatabase> {
  return await testDatabase({ kind: 'pglite' }, () => Promise.resolve())
}

export async function postgresDatabase(programs: string): Promise<TestDatabase> {
  const server = await startPostgres(programs)
  return await testDatabase({ kind: 'postgres', url: server.url }, server.stop)
}

async function testDatabase(choice: DatabaseChoice, stopServer: () => Promise<void>): Promise<TestDatabase> {
  const open = await openDatabase(choice, systemClock, silent)
  return {
    choice,
    open,
    async reset(migrations) {
      await sql`DROP SCHEMA public CASCADE`.execute(open.db)
      await sql`CREATE SCHEMA public`.execute(open.db)
      await migrate(open.db, migrations)
    },
    async stop() {
      await open.close()
      await stopServer()
    },
  }
}
