import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { CacheView } from '../../shared/contract.ts'
import { DeskError } from '../../shared/errors.ts'
import { CacheClosed, closedBy, isUnreadable } from './faults.ts'
import { formerCopy } from './former-copies.ts'
import { migrate, newestVersion } from './migrate.ts'
import { unlocked } from './unlock.ts'

/** The encrypted cache. Only this folder knows which library is behind it. */
export type Db = Database.Database

export interface OpenedCache {
  db: Db
  /** A file that could not be read and was put aside; the agent is told, nothing is deleted. */
  setAside: { file: string; why: CacheView['setAside'][number]['why'] } | undefined
}

/** Written beside a file that showed damage while it was open: the next start puts it aside and saves what it can. */
export const damagedMark = (file: string) => `${file}.damaged`
/** Which key the file was written with, as a fingerprint: tells another key from a damaged file. */
const keyMark = (file: string) => `${file}.key-id`

/**
 * Opens the cache with a raw 256-bit key (6 ms; a passphrase would take 150 ms). Throws `CacheClosed` for a file
 * from a newer app, a full or read-only disk and a file in use. One that the key does not open, or that is
 * damaged, is put aside and named in the result: never silently created anew over it. `older` keys are tried after
 * the first: a change of key may have been cut short.
 */
export function openCache(
  file: string,
  key: Buffer,
  now: () => number,
  older: readonly Buffer[] = [],
): OpenedCache {
  const keys = [key, ...older]
  makeFolder(dirname(file))
  const damaged = existsSync(damagedMark(file))
  let setAside: OpenedCache['setAside']
  let db = damaged ? undefined : openWithAny(file, keys)
  if (!db) {
    setAside = putAside(file, keys, now)
    db = openWithAny(file, keys)
  }
  if (!db) throw new DeskError('internal', 'A new cache cannot be opened with its own key.')
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > newestVersion) {
    db.close()
    throw new CacheClosed('newer-app')
  }
  try {
    if (version > 0 && version < newestVersion) {
      db.pragma('wal_checkpoint(TRUNCATE)')
      copyFileSync(file, formerCopy(file, newestVersion))
    }
    migrate(db, newestVersion)
    if (version === 0 || setAside) rememberKey(file, key)
  } catch (cause) {
    db.close()
    throw closedBy(cause)
  }
  return { db, setAside }
}

/** Another key from here on; the file is as before when it throws. In WAL no page may be written anew. */
export function changeKey(db: Db, file: string, key: Buffer): void {
  db.pragma('journal_mode = DELETE')
  try {
    db.pragma(`rekey="x'${key.toString('hex')}'"`)
    rememberKey(file, key)
  } finally {
    db.pragma('journal_mode = WAL')
  }
}

/** Only to read what an older or damaged file still holds; undefined where the key does not open it. */
export function openToRead(file: string, key: Buffer): Db | undefined {
  try {
    return unlocked(new Database(file, { readonly: true, fileMustExist: true }), key)
  } catch {
    return undefined
  }
}

function openWithAny(file: string, keys: readonly Buffer[]): Db | undefined {
  for (const key of keys) {
    try {
      return openFile(file, key)
    } catch (cause) {
      if (!isUnreadable(cause)) throw closedBy(cause)
    }
  }
  return undefined
}

function openFile(file: string, key: Buffer): Db {
  const db = unlocked(new Database(file), key)
  try {
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

function putAside(
  file: string,
  keys: readonly Buffer[],
  now: () => number,
): NonNullable<OpenedCache['setAside']> {
  const aside = freeName(file, now())
  const ours = keys.some((key) => keyId(key) === keyIdOf(file))
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, aside + end)
  if (existsSync(damagedMark(file))) renameSync(damagedMark(file), damagedMark(aside))
  return { file: aside, why: ours ? 'damaged' : 'other-key' }
}

/** Never the name of another file that was put aside: renaming over it would destroy it. */
function freeName(file: string, from: number): string {
  let at = from
  while (existsSync(`${file}.unreadable-${at}`)) at += 1
  return `${file}.unreadable-${at}`
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw closedBy(cause)
  }
}

function rememberKey(file: string, key: Buffer): void {
  writeFileSync(keyMark(file), keyId(key), { mode: 0o600 })
}

function keyIdOf(file: string): string | undefined {
  return existsSync(keyMark(file)) ? readFileSync(keyMark(file), 'utf8') : undefined
}

/** Of 256 random bits: nobody gets back to the key. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('ventanilla cache key ').update(key).digest('hex').slice(0, 16)
}
