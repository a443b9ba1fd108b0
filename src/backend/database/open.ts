import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import { PGliteDialect } from 'kysely-pglite-dialect'
import { Client, Pool, TypeOverrides, types as pgTypes } from 'pg'
import { DeskError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { faultFacts } from '../log.ts'
import { busyPool } from './busy-pool.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

/** Where the backend keeps what it knows: embedded for the demo and tests, PostgreSQL for a city. */
export type DatabaseChoice = { kind: 'pglite'; folder?: string } | { kind: 'postgres'; url: string }

/** The channel on which a committed change is announced, to every process on the same database. */
export const changeChannel = 'ventanilla_changes'

/** The channel on which the hashes of tokens are announced whose sessions ended, apart from one another by a space. */
export const sessionChannel = 'ventanilla_sessions'

export interface Announcements {
  /** After a commit, and once more whenever announcements may have been missed. */
  changed(): void
  sessionsEnded(tokenHashes: readonly string[]): void
}

export type StopListening = () => Promise<void>

export interface OpenDatabase {
  readonly db: Kysely<Database>
  readonly listen: (hear: Announcements) => Promise<StopListening>
  /** Connections now: open, without work, and how many requests wait for one. */
  readonly pool: () => { open: number; idle: number; waiting: number }
  readonly close: () => Promise<void>
}

/** Opens and migrates. Throws `unavailable` where the database cannot be reached, `conflict` where it is taken. */
export async function openDatabase(choice: DatabaseChoice, clock: Clock, log: Log): Promise<OpenDatabase> {
  const opened = choice.kind === 'pglite' ? await openPGlite(choice) : openPostgres(choice.url, clock, log)
  try {
    await migrate(opened.db, migrations)
    return opened
  } catch (cause) {
    await opened.close()
    // What stands in the way of a migration is said in its own words; a connection that cannot be had, in these.
    if (cause instanceof DeskError && cause.code !== 'unavailable') throw cause
    throw new DeskError('unavailable', 'The database could not be opened or migrated.', { cause })
  }
}

async function openPGlite({ folder }: { folder?: string }): Promise<OpenDatabase> {
  // PGlite makes its own folder but not those above it; private, because it holds citizens' data.
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const release = folder === undefined ? () => {} : lockFolder(folder)
  const embedded = await PGlite.create(folder === undefined ? {} : { dataDir: folder }).catch(
    (cause: unknown) => {
      release()
      throw new DeskError('unavailable', 'The embedded database could not be opened.', { cause })
    },
  )
  const db = new Kysely<Database>({ dialect: new PGliteDialect(embedded) })
  return {
    db,
    async listen({ changed, sessionsEnded }) {
      const stops = [
        await embedded.listen(changeChannel, changed),
        await embedded.listen(sessionChannel, (hashes) => sessionsEnded(hashes.split(' '))),
      ]
      return async () => {
        for (const stop of stops) await stop()
      }
    },
    pool: () => ({ open: 1, idle: 0, waiting: 0 }),
    async close() {
      await db.destroy()
      release()
    },
  }
}

function openPostgres(url: string, clock: Clock, log: Log): OpenDatabase {
  const types = new TypeOverrides()
  types.setTypeParser(pgTypes.builtins.INT8, Number)
  const settings = {
    connectionString: url,
    application_name: 'ventanilla',
    types,
    connectionTimeoutMillis: 5_000,
  }
  const pool = new Pool({ ...settings, max: 10, statement_timeout: 15_000 })
  pool.on('error', (error) => log.warn('database connection lost', faultFacts(error)))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: busyPool(pool) }) })
  return {
    db,
    listen: (hear) => listenOnPostgres(() => new Client({ ...settings, keepAlive: true }), hear, clock, log),
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => db.destroy(),
  }
}

const listenAgainAfterMs = 1_000

/** A connection of its own, opened again whenever it is lost; what was said meanwhile counts as one announcement. */
async function listenOnPostgres(
  createClient: () => Client,
  { changed, sessionsEnded }: Announcements,
  clock: Clock,
  log: Log,
): Promise<StopListening> {
  let listener: Client | undefined
  let cancelRetry: (() => void) | undefined
  let stopped = false

  async function hear(): Promise<void> {
    const client = createClient()
    client.on('notification', ({ channel, payload }) => {
      if (channel === sessionChannel) sessionsEnded((payload ?? '').split(' '))
      else changed()
    })
    client.on('error', (error) => log.warn('announcements lost', faultFacts(error)))
    client.once('end', hearAgain)
    listener = client
    await client.connect()
    await client.query(`LISTEN ${changeChannel}`)
    await client.query(`LISTEN ${sessionChannel}`)
  }

  function hearAgain(): void {
    cancelRetry?.()
    if (stopped) return
    cancelRetry = clock.after(listenAgainAfterMs, () => {
      hear().then(changed, (error: unknown) => {
        log.warn('announcements still away', faultFacts(error))
        hearAgain()
      })
    })
  }

  await hear()
  return async () => {
    stopped = true
    cancelRetry?.()
    await listener?.end().catch(() => undefined)
  }
}
