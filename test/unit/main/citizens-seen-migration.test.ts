import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { citizensSeen } from '../../../src/main/db/migrations/0106-citizens-seen.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'
import { createCacheRows } from '../../../src/main/db/rows.ts'

test('0106 leaves of a whole register only who is on the line and whom a command waits for', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.indexOf(citizensSeen))
  const addCitizen = db.prepare('INSERT INTO citizens (citizen_id, doc) VALUES (?, ?)')
  const addPhone = db.prepare('INSERT INTO citizen_phones (phone, citizen_id) VALUES (?, ?)')
  for (const citizenId of ['on-the-line', 'waited-for', 'one-of-thousands']) {
    const doc = {
      citizenId,
      name: citizenId,
      phones: [`+593 ${citizenId}`],
      updatedAt: '2026-11-01T10:00:00Z',
    }
    addCitizen.run(citizenId, JSON.stringify(doc))
    addPhone.run(doc.phones[0], citizenId)
  }
  db.prepare('INSERT INTO interactions (interaction_id, doc) VALUES (?, ?)').run(
    'i1',
    JSON.stringify({ state: 'active', citizenId: 'on-the-line' }),
  )
  db.prepare('INSERT INTO outbox (command_id, subject, body) VALUES (?, ?, ?)').run('c1', 'waited-for', '{}')
  migrate(db, newestVersion)
  const left = (table: string) =>
    db.prepare(`SELECT citizen_id FROM ${table} ORDER BY citizen_id`).pluck().all()
  expect(left('citizens')).toEqual(['on-the-line', 'waited-for'])
  expect(left('citizen_phones')).toEqual(['on-the-line', 'waited-for'])
  expect(createCacheRows(db).citizens.seenBefore('2026-11-01T00:00:00Z', 10)).toEqual([])
})
