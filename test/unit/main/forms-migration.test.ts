import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { formsComeDown } from '../../../src/main/db/migrations/0112-forms-come-down.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'

test('0112 asks for everything once more, and forgets nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.indexOf(formsComeDown))
  const write = db.prepare('INSERT INTO remembered (name, value) VALUES (?, ?)')
  for (const name of ['sync.cursor.uio-01', 'sync.cursor.uio-02', 'session', 'sync.offBy'])
    write.run(name, '7')
  migrate(db, newestVersion)
  expect(db.prepare('SELECT name FROM remembered ORDER BY name').pluck().all()).toEqual([
    'session',
    'sync.offBy',
  ])
})
