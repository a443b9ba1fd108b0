import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCheckpoints, duePages, type Checkpoints } from '../../../src/main/db/checkpoints.ts'
import { changeKey, openCache, openToRead, type Db } from '../../../src/main/db/open.ts'
import { createCacheRows, type CacheRows } from '../../../src/main/db/rows.ts'
import type { Log } from '../../../src/main/shell.ts'
import { quietLog } from '../../support/quiet-host.ts'

const source = new URL('../../../src/main/db/checkpoint-thread.ts', import.meta.url)
let folder: string
let key: Buffer
let db: Db
let checkpoints: Checkpoints
let rows: CacheRows

const file = () => join(folder, 'cache.db')
const errors: string[] = []
const log: Log = { ...quietLog, error: (message) => void errors.push(message) }

function keepShort(threadUrl: URL): void {
  checkpoints = createCheckpoints({ db, file: file(), key, threadUrl, log })
  rows = createCacheRows(db, checkpoints)
}

beforeEach(() => {
  errors.length = 0
  folder = mkdtempSync(join(tmpdir(), 'checkpoints-'))
  key = randomBytes(32)
  db = openCache(file(), key, Date.now).db
  db.pragma('wal_checkpoint(TRUNCATE)')
})
afterEach(async () => {
  await checkpoints.stop()
  db.close()
  rmSync(folder, { recursive: true })
})

/** Pages in the log, and how many of them are in the file already. */
function pages(): { log: number; checkpointed: number } {
  const [{ log: all, checkpointed }] = db.pragma('wal_checkpoint(NOOP)') as [
    { log: number; checkpointed: number },
  ]
  return { log: all, checkpointed }
}

/** In one turn, so that nothing but these transactions can have touched the file. */
function writeTwiceWhatIsDue(mark: string): void {
  for (let at = 0; pages().log < duePages * 2; at++)
    rows.together(() => rows.remembered.write(`${mark}${at}`, 'x'.repeat(100_000)))
}

test('no transaction of the core folds the log in, however long it grows', () => {
  keepShort(source)
  writeTwiceWhatIsDue('a')
  expect(pages().checkpointed).toBe(0)
  expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(0)
})

test('room is there once the thread folded the whole log in, and the next write begins it anew', async () => {
  keepShort(source)
  writeTwiceWhatIsDue('a')
  await rows.room()
  expect(pages()).toEqual({ log: pages().log, checkpointed: pages().log })
  rows.together(() => rows.remembered.write('next', 1))
  expect(pages().log).toBeLessThan(100)
  expect(errors).toEqual([])
})

test('a long log is folded in without anybody asking for room', async () => {
  keepShort(source)
  writeTwiceWhatIsDue('a')
  await expect.poll(() => pages().checkpointed, { timeout: 20_000 }).toBeGreaterThanOrEqual(duePages)
})

test('a short log is left alone', async () => {
  keepShort(source)
  rows.together(() => rows.remembered.write('one', 1))
  await rows.room()
  expect(pages().checkpointed).toBe(0)
})

test('the key is changed while no checkpoint is under way, and the next one uses the new key', async () => {
  keepShort(source)
  writeTwiceWhatIsDue('a')
  const running = rows.room()
  const next = randomBytes(32)
  await checkpoints.alone(() => {
    expect(pages().checkpointed).toBe(pages().log)
    changeKey(db, file(), next)
    return next
  })
  await running
  writeTwiceWhatIsDue('b')
  expect(pages().checkpointed).toBe(0)
  await rows.room()
  expect(pages().checkpointed).toBe(pages().log)
  expect(errors).toEqual([])
  const read = openToRead(file(), next)
  expect(read?.prepare('SELECT count(*) FROM remembered').pluck().get()).toBeGreaterThan(50)
  read?.close()
})

test('where the thread cannot work the core folds the log in itself, and says so', async () => {
  keepShort(new URL('./no-such-thread.ts', source))
  writeTwiceWhatIsDue('a')
  await rows.room()
  expect(errors).toContain('the checkpoint thread cannot work; the core folds the log in itself')
  rows.together(() => rows.remembered.write('next', 1))
  expect(pages().checkpointed).toBe(pages().log)
})

test('a thread whose key does not open the file leaves it to the core too', async () => {
  key = randomBytes(32)
  keepShort(source)
  writeTwiceWhatIsDue('a')
  await rows.room()
  expect(errors).toHaveLength(1)
  rows.together(() => rows.remembered.write('next', 1))
  expect(pages().checkpointed).toBe(pages().log)
})
