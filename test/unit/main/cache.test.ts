import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { callQualities as knownCalls } from '../../support/fake-city.ts'
import { createCallQualityRows } from '../../../src/main/db/call-qualities.ts'
import { callQualities } from '../../../src/main/db/migrations/0078-call-qualities.ts'
import { accessLog } from '../../../src/main/db/migrations/0045-access-log.ts'
import { retention } from '../../../src/main/db/migrations/0046-retention.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { openCache, type Db } from '../../../src/main/db/open.ts'
import { createCacheRows } from '../../../src/main/db/rows.ts'
import { maria } from '../../support/knowledge.ts'

const key = Buffer.alloc(32, 7)
const otherKey = Buffer.alloc(32, 8)
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-cache-'))
  file = join(folder, 'cache.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (withKey = key) => openCache(file, withKey, () => 42)
/** Virtual tables first: they take the tables that they made themselves with them. */
const tablesOf = (db: Db) =>
  db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'",
    )
    .pluck()
    .all()
    .filter((name) => !name.startsWith('sqlite_'))

describe('the cache file', () => {
  test('holds no name or number in plain text, in the file or its write-ahead log', () => {
    const { db } = open()
    createCacheRows(db).citizens.put(maria, maria.updatedAt)
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name)).toString('latin1')
      expect(bytes).not.toContain('Quishpe')
      expect(bytes).not.toContain('123 4567')
      expect(bytes).not.toContain('SQLite format')
    }
    db.close()
  })

  test('is found again with its key', () => {
    const first = open()
    createCacheRows(first.db).citizens.put(maria, maria.updatedAt)
    first.db.close()
    const again = open()
    expect(again.setAside).toBeUndefined()
    expect(createCacheRows(again.db).citizens.byId(maria.citizenId)?.name).toBe(maria.name)
    again.db.close()
  })

  test('with another key is put aside and named, never written over', () => {
    open().db.close()
    const before = readFileSync(file)
    const { db, setAside } = open(otherKey)
    expect(setAside).toEqual({ file: `${file}.unreadable-42`, why: 'other-key' })
    expect(readFileSync(setAside?.file ?? '').equals(before)).toBe(true)
    db.close()
  })

  test('that is damaged is put aside too', () => {
    writeFileSync(file, 'this was never a database, and it is long enough to look like one'.repeat(200))
    const { db, setAside } = open()
    expect(setAside?.file).toBe(`${file}.unreadable-42`)
    db.close()
  })

  test('from a newer Ventanilla is refused and left as it is', () => {
    const { db } = open()
    db.pragma(`user_version = ${newestVersion + 1}`)
    db.close()
    expect(() => open()).toThrow(expect.objectContaining({ state: 'newer-app' }))
    expect(readdirSync(folder).filter((name) => name.includes('unreadable'))).toEqual([])
  })

  test('in a folder that cannot be written says so', () => {
    writeFileSync(join(folder, 'not-a-folder'), '')
    expect(() => openCache(join(folder, 'not-a-folder', 'x', 'cache.db'), key, () => 42)).toThrow(
      /cannot be written/,
    )
  })

  test('is copied before it is brought to a newer form', () => {
    const { db } = open()
    const older = new Database(':memory:')
    migrate(older, 2)
    const kept = new Set(tablesOf(older))
    for (const table of tablesOf(db)) if (!kept.has(table)) db.exec(`DROP TABLE IF EXISTS ${table}`)
    for (const index of indexesOf(db)) if (!indexesOf(older).includes(index)) db.exec(`DROP INDEX ${index}`)
    db.exec('ALTER TABLE outbox DROP COLUMN waits_for')
    db.exec('ALTER TABLE citizens DROP COLUMN seen_at')
    db.pragma('user_version = 2')
    db.close()
    open().db.close()
    expect(readdirSync(folder)).toContain(`cache.db.before-${newestVersion}`)
  })
})

const indexesOf = (db: Db) =>
  db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
    .pluck()
    .all()

describe('migrations', () => {
  const databaseAt = (version: number): Db => {
    const db = new Database(':memory:')
    migrate(db, version)
    return db
  }

  test('0001 finds contacts by citizen, number and state from the document alone', () => {
    const db = databaseAt(1)
    db.prepare('INSERT INTO interactions (interaction_id, doc) VALUES (?, ?)').run(
      'i1',
      JSON.stringify({
        state: 'wrap-up',
        number: '+593991234567',
        agentId: 'ana',
        offeredAt: '2026-11-23T14:00:00Z',
      }),
    )
    expect(db.prepare(`SELECT number FROM interactions WHERE state = 'wrap-up'`).pluck().all()).toEqual([
      '+593991234567',
    ])
    expect(() => db.prepare(`INSERT INTO citizens (citizen_id, doc) VALUES ('c', 'no json')`).run()).toThrow(
      /CHECK constraint/,
    )
  })

  test('0002 keeps what was there and takes a command once', () => {
    const db = databaseAt(1)
    db.exec(`INSERT INTO service_requests (service_request_id, doc) VALUES ('s1', '{"phone":"1"}')`)
    migrate(db, 2)
    expect(db.prepare('SELECT phone FROM service_requests').pluck().all()).toEqual(['1'])
    const insert = db.prepare(`INSERT INTO outbox (command_id, subject, body) VALUES ('k1', 's1', '{}')`)
    insert.run()
    expect(() => insert.run()).toThrow(/UNIQUE constraint/)
  })

  test('0003 keeps the outbox and finds words without their accents', () => {
    const db = databaseAt(2)
    db.exec(`INSERT INTO outbox (command_id, subject, body) VALUES ('k1', 's1', '{}')`)
    migrate(db, 3)
    expect(db.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(1)
    db.exec(
      `INSERT INTO knowledge_words (kind, id, title, body) VALUES ('unit', 'u1', 'Padrón', 'certificación')`,
    )
    expect(
      db.prepare(`SELECT id FROM knowledge_words WHERE knowledge_words MATCH 'certificacion'`).pluck().all(),
    ).toEqual(['u1'])
  })

  test('0004 keeps the knowledge and gives each agent one ledger, of JSON', () => {
    const db = databaseAt(3)
    db.exec(`INSERT INTO knowledge (entity, id, doc) VALUES ('unit', 'u1', '{"name":"Padrón"}')`)
    migrate(db, 4)
    expect(db.prepare('SELECT count(*) FROM knowledge').pluck().get()).toBe(1)
    const insert = db.prepare('INSERT INTO shift_ledgers (agent_id, doc) VALUES (?, ?)')
    insert.run('ana', '{"at":1}')
    expect(() => insert.run('ana', '{"at":2}')).toThrow(/UNIQUE constraint/)
    expect(() => insert.run('eva', 'no json')).toThrow(/CHECK constraint/)
  })

  test('0045 keeps the outbox, and finds what was refused without reading what waits', () => {
    const before = migrations.indexOf(accessLog)
    const db = databaseAt(before)
    db.exec(`INSERT INTO outbox (command_id, subject, body) VALUES ('k1', 's1', '{}')`)
    migrate(db, before + 1)
    expect(db.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(1)
    const plan = db.prepare(
      `EXPLAIN QUERY PLAN SELECT body FROM outbox WHERE status = 'rejected' ORDER BY position`,
    )
    expect(JSON.stringify(plan.all())).toContain('outbox_rejected')
    db.exec(`INSERT INTO access_log (sequence, agent_id, doc) VALUES (1, 'ana', '{}')`)
    expect(db.prepare('SELECT sent FROM access_log').pluck().get()).toBe(0)
  })

  test('0046 finds what still names a person by its age, among whatever was there', () => {
    const before = migrations.indexOf(retention)
    const db = databaseAt(before)
    db.exec(
      `INSERT INTO interactions (interaction_id, doc) VALUES ('i1', '{"number":"1","offeredAt":"2026"}')`,
    )
    migrate(db, before + 1)
    const plan = db.prepare(
      `EXPLAIN QUERY PLAN SELECT doc FROM interactions
        WHERE offered_at < '2027' AND doc ->> '$.number' <> '' ORDER BY offered_at LIMIT 100`,
    )
    expect(JSON.stringify(plan.all())).toContain('interactions_named')
    expect(db.prepare('SELECT number FROM interactions').pluck().all()).toEqual(['1'])
  })

  test('0078 keeps what was there, and lets go of how a call sounded when its days are over', () => {
    const before = migrations.indexOf(callQualities)
    const db = databaseAt(before)
    db.exec(`INSERT INTO access_log (sequence, agent_id, doc) VALUES (1, 'ana', '{}')`)
    migrate(db, before + 1)
    expect(db.prepare('SELECT count(*) FROM access_log').pluck().get()).toBe(1)
    const [one] = knownCalls
    if (!one) throw new Error('no call')
    const rows = createCallQualityRows(db)
    const newer = { ...one, callQualityId: '01JDAAAAAAAAAAAAAAAAAAAAQ2', endedAt: '2026-12-20T10:00:00.000Z' }
    rows.put(one)
    rows.put(newer)
    expect(rows.newestOf(one.agentId, 9)).toEqual([newer, one])
    rows.forgetBefore('2026-12-01T00:00:00.000Z')
    expect(rows.newestOf(one.agentId, 9)).toEqual([newer])
    expect(rows.newestOf('somebody-else', 9)).toEqual([])
  })
})
