import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../src/main/db/migrate.ts'
import { procedureRecords } from '../../../src/main/db/migrations/0010-procedure-records.ts'
import { recordShelf } from '../../../src/main/db/migrations/0011-record-shelf.ts'
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
