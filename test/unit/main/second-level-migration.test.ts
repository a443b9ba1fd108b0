import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../src/main/db/migrate.ts'
import { secondLevel } from '../../../src/main/db/migrations/0097-second-level.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'

test('0097 finds the cases between the levels among whatever was there, without reading the others', () => {
  const db = new Database(':memory:')
  const before = migrations.indexOf(secondLevel)
  migrate(db, before)
  const add = db.prepare('INSERT INTO service_requests (service_request_id, doc) VALUES (?, ?)')
  const requestedAt = '2026-11-01T10:00:00Z'
  add.run('queued', JSON.stringify({ requestedAt, secondLevel: { state: 'queued' } }))
  add.run('level-1', JSON.stringify({ requestedAt }))
  migrate(db, before + 1)
  const found = `SELECT service_request_id FROM service_requests
    WHERE doc ->> '$.secondLevel.state' = 'queued' AND doc ->> '$.secondLevel.state' IS NOT NULL
    ORDER BY requested_at`
  expect(db.prepare(found).pluck().all()).toEqual(['queued'])
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${found}`).all()
  expect(plan.map(({ detail }) => detail).join(' ')).toContain('service_requests_by_level')
})
