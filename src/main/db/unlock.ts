import type Database from 'better-sqlite3'
import { DeskError } from '../../shared/errors.ts'

/** Gives a connection the raw 256-bit key; throws, with the connection closed, where the key does not open the file. */
export function unlocked(db: Database.Database, key: Buffer): Database.Database {
  if (key.length !== 32) throw new DeskError('internal', 'The cache key must be 32 bytes.')
  try {
    db.pragma(`cipher='sqlcipher'`)
    db.pragma(`legacy=4`)
    db.pragma(`key="x'${key.toString('hex')}'"`)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}
