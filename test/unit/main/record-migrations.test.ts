import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../src/main/db/migrate.ts'
import { procedureRecords } from '../../../src/main/db/migrations/0010-procedure-records.ts'
import { recordShelf } from '../../../src/main/db/migrations/0011-record-shelf.ts'
import { bundles } from '../../../src/main/db/migrations/0020-bundles.ts'
import { earlierRecords } from '../../../src/main/db/migrations/0065-earlier-records.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'
import { Procedure } from '../../../src/shared/domain/procedure.ts'

const before = (step: (typeof migrations)[number]) => migrations.indexOf(step)

test('0010 brings a procedure of the earlier form to the typed one, and loses no word of it', () => {
  const db = new Database(':memory:')
  migrate(db, before(procedureRecords))
  const earlier = {
    procedureId: 'c04',
    title: 'Ocupación de la vía',
    summary: 'Ocupar la calle.',
    synonyms: ['evento'],
    status: 'in-force',
    unitId: 'via-publica',
    addressees: 'Cualquiera',
    result: 'Permiso',
    requirements: [{ text: 'Croquis', kind: 'document', mandatory: true }],
    cost: [
      { amount: 23.02, currency: 'EUR', source: 'OF 100' },
      { free: true, condition: 'Vecinos' },
      { amount: 12 },
      { condition: 'Tasa' },
    ],
    time: { window: 'Al menos 30 días antes', silence: 'Negado' },
    channels: [{ kind: 'phone', where: '010' }],
    law: ['OF 100'],
    version: 1,
    reviewedOn: '2026-11-21',
    reviewDue: '2027-05-21',
    source: 'cordoba.es',
  }
  db.prepare('INSERT INTO knowledge (entity, id, doc) VALUES (?, ?, ?)').run(
    'procedure',
    'c04',
    JSON.stringify(earlier),
  )
  migrate(db, before(procedureRecords) + 1)
  const stored = JSON.parse(String(db.prepare('SELECT doc FROM knowledge').pluck().get())) as unknown
  const typed = Procedure.parse(stored)
  expect(stored).toEqual(typed)
  expect(typed).toMatchObject({
    audience: { note: 'Cualquiera' },
    result: { text: 'Permiso' },
    requirements: [{ requirementId: 'r1', text: 'Croquis' }],
    cost: [
      { kind: 'amount', amount: 23.02, currency: 'EUR', law: 'OF 100' },
      { kind: 'free', condition: 'Vecinos' },
      { kind: 'formula', formula: '12' },
      { kind: 'unconfirmed', condition: 'Tasa' },
    ],
    time: { note: 'Al menos 30 días antes · Negado' },
    law: [{ title: 'OF 100' }],
    validFrom: '2026-11-21',
  })
})

test('0011 keeps the shelf of each agent apart', () => {
  const db = new Database(':memory:')
  migrate(db, before(recordShelf) + 1)
  const favour = db.prepare('INSERT INTO favourites VALUES (?, ?, ?, ?)')
  favour.run('ana', 'procedure', 'p', '2026-11-21T09:00:00Z')
  favour.run('luis', 'procedure', 'p', '2026-11-21T09:00:00Z')
  expect(() => favour.run('ana', 'procedure', 'p', '2026-11-22T09:00:00Z')).toThrow(/UNIQUE/)
})

test('0020 leaves knowledge from before bundles in use, and counts none of it as signed or as news', () => {
  const db = new Database(':memory:')
  migrate(db, before(bundles))
  const script = JSON.stringify({ scriptId: 'alumbrado', version: 3 })
  db.prepare('INSERT INTO knowledge (entity, id, doc) VALUES (?, ?, ?)').run('script', 'alumbrado', script)
  db.prepare('INSERT INTO script_versions (script_id, version, doc) VALUES (?, ?, ?)').run(
    'alumbrado',
    3,
    script,
  )
  migrate(db, before(bundles) + 1)
  expect(db.prepare('SELECT doc FROM knowledge').pluck().all()).toEqual([script])
  expect(db.prepare('SELECT doc FROM script_versions').pluck().all()).toEqual([script])
  expect(db.prepare('SELECT count(*) FROM bundle_records').pluck().get()).toBe(0)
  db.prepare('INSERT INTO bundle_records VALUES (?, ?, ?, ?, NULL)').run('script', 'alumbrado', 3, 'hash')
  const news = db.prepare('SELECT id FROM bundle_records WHERE since IS NOT NULL').pluck()
  expect(news.all()).toEqual([])
})

test('0065 brings along the earlier versions of scripts that a bundle vouches for, and of no other', () => {
  const db = new Database(':memory:')
  migrate(db, before(earlierRecords))
  const keep = db.prepare('INSERT INTO script_versions (script_id, version, doc) VALUES (?, ?, ?)')
  for (const version of [1, 2, 3]) keep.run('alumbrado', version, JSON.stringify({ version }))
  keep.run('sin-firma', 1, JSON.stringify({ version: 1 }))
  db.prepare('INSERT INTO bundle_records VALUES (?, ?, ?, ?, ?)').run(
    'script',
    'alumbrado',
    3,
    'hash',
    '2026-11-21T09:00:00Z',
  )
  migrate(db, before(earlierRecords) + 1)
  expect(db.prepare('SELECT entity, id, version, doc FROM earlier_records ORDER BY version').all()).toEqual([
    { entity: 'script', id: 'alumbrado', version: 1, doc: '{"version":1}' },
    { entity: 'script', id: 'alumbrado', version: 2, doc: '{"version":2}' },
  ])
})
