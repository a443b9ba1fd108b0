import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { DeskError } from '../../shared/errors.ts'
import { migrate, newestVersion } from './migrate.ts'

/** The encrypted cache. Only this folder knows which library is behind it. */
export type Db = Database.Database

export interface OpenedCache {
  db: Db
  /** Where a file that could not be read was put aside; the agent is told, nothing is deleted. */
  quarantined: string | undefined
}

/**
 * Opens the cache with a raw 256-bit key (6 ms; a passphrase would take 150 ms).
 * A file from a newer app is refused (`conflict`). One that the key does not open, or that is damaged, is put
 * aside and named in the result: never silently created anew over it.
 */
export function openCache(file: string, key: Buffer, now: () => number): OpenedCache {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const existed = existsSync(file)
  let quarantined: string | undefined
  let db: Db
  try {
    db = openFile(file, key)
  } catch (cause) {
    if (!existed || !unreadable(cause)) throw translated(cause)
    quarantined = `${file}.unreadable-${now()}`
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(file + end)) renameSync(file + end, quarantined + end)
    db = openFile(file, key)
  }
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > newestVersion) {
    db.close()
    throw new DeskError(
      'conflict',
      `The cache was written by a newer Ventanilla (format ${version}, this one knows ${newestVersion}). Install the newer one again.`,
    )
  }
  if (version > 0 && version < newestVersion) {
    db.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(file, `${file}.before-${newestVersion}`)
  }
  migrate(db, newestVersion)
  return { db, quarantined }
}

function openFile(file: string, key: Buffer): Db {
  if (key.length !== 32) throw new DeskError('internal', 'The cache key must be 32 bytes.')
  const db = new Database(file)
  try {
    db.pragma(`cipher='sqlcipher'`)
    db.pragma(`legacy=4`)
    db.pragma(`key="x'${key.toString('hex')}'"`)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    db.pragma('journal_mode = WAL')
    // Every commit survives a crash of the app; `durably` (rows.ts) waits for the disk where a case is at stake.
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma('temp_store = MEMORY')
    // 16 MB of pages: encrypted look-ups as fast as plain ones (2 MB: 2.5 × slower).
    db.pragma('cache_size = -16000')
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

function sqliteCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}

function unreadable(cause: unknown): boolean {
  return sqliteCode(cause) === 'SQLITE_NOTADB' || sqliteCode(cause).startsWith('SQLITE_CORRUPT')
}

function translated(cause: unknown): unknown {
  switch (sqliteCode(cause)) {
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return new DeskError(
        'unavailable',
        'The data folder cannot be written. Ask IT to check its permissions.',
        { cause },
      )
    case 'SQLITE_FULL':
      return new DeskError('unavailable', 'The disk is full. Free some space and start again.', { cause })
    case 'SQLITE_BUSY':
      return new DeskError('busy', 'Another Ventanilla holds this data folder.', { cause })
    default:
      return cause
  }
}
