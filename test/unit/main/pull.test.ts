import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createCacheRows, type CacheRows } from '../../../src/main/db/rows.ts'
import { createOutbox, type Outbox } from '../../../src/main/sync/outbox.ts'
import { pull } from '../../../src/main/sync/pull.ts'
import { createCase } from '../../support/commands.ts'
import type { Change, ChangePage } from '../../../src/shared/backend-api.ts'

const pageSize = 250
let rows: CacheRows
let outbox: Outbox
let asked: number[]
beforeEach(() => {
  const db = new Database(':memory:')
  migrate(db, newestVersion)
  rows = createCacheRows(db)
  outbox = createOutbox(db)
  asked = []
})

const idOf = (index: number) => `01K${String(index).padStart(23, '0')}`
const city: Change[] = Array.from({ length: 2 * pageSize }, (_, index) => ({
  entity: 'citizen',
  id: idOf(index),
  doc: { citizenId: idOf(index), name: `Persona ${index}`, phones: [], updatedAt: '2026-11-01T00:00:00Z' },
}))
const backend = {
  changes(_token: string, after: number): Promise<ChangePage> {
    asked.push(after)
    const cursor = after + pageSize
    return Promise.resolve({ changes: city.slice(after, cursor), cursor, more: cursor < city.length })
  },
}
const ana = { token: 'token', agentId: 'ana', country: 'EC' } as const
const read = (from: CacheRows, elapsedMs = () => 0) => pull(from, outbox, backend, ana, () => {}, elapsedMs)
const held = () => city.filter(({ id }) => rows.citizens.byId(id) !== undefined).length

test('every change of every page is taken in once, and the next pull asks from there', async () => {
  await read(rows)
  expect(held()).toBe(city.length)
  await read(rows)
  expect(asked).toEqual([0, pageSize, city.length])
})

test('who signs in after a colleague is told what was for them alone meanwhile', async () => {
  await read(rows)
  asked = []
  await pull(rows, outbox, backend, { ...ana, agentId: 'luis' }, () => {})
  expect(asked[0]).toBe(0)
  asked = []
  await read(rows)
  expect(asked).toEqual([city.length])
})

test('a crash in the middle of a page repeats that page and skips nothing', async () => {
  let slices = 0
  const dying: CacheRows = {
    ...rows,
    together(work) {
      if (++slices === 5) throw new Error('the power goes')
      return rows.together(work)
    },
  }
  await expect(read(dying)).rejects.toThrow('the power goes')
  expect(held()).toBeGreaterThan(pageSize)
  expect(held()).toBeLessThan(city.length)
  asked = []
  await read(rows)
  expect(asked).toEqual([pageSize])
  expect(held()).toBe(city.length)
})

test('the thread is given back within a page, so that a call never waits for it', async () => {
  const order: string[] = []
  const watched: CacheRows = {
    ...rows,
    together(work) {
      order.push('slice')
      setImmediate(() => order.push('others'))
      return rows.together(work)
    },
  }
  await read(watched)
  expect(order.slice(0, 4)).toEqual(['slice', 'others', 'slice', 'others'])
})

test('what takes long is taken in by smaller slices: no call waits for a big bundle', async () => {
  let slices = 0
  const watched: CacheRows = {
    ...rows,
    together(work) {
      slices++
      return rows.together(work)
    },
  }
  let now = 0
  await read(watched, () => (now += 2))
  expect(held()).toBe(city.length)
  expect(slices).toBeGreaterThan(city.length / 4)
})

test('a case whose answer got lost keeps the number that came down before its command went again', async () => {
  const command = createCase('a')
  if (command.type !== 'serviceRequest.create') throw new Error('A case is created.')
  const { request } = command.payload
  const told = { ...request, referenceNumber: 'SR-2026-000007', receivedAt: request.updatedAt }
  outbox.append({ ...command, subject: request.serviceRequestId })
  rows.serviceRequests.put(request)
  const changes: Change[] = [{ entity: 'service-request', id: request.serviceRequestId, doc: told }]
  const once = { changes: () => Promise.resolve({ changes, cursor: 1, more: false }) }
  await pull(rows, outbox, once, ana, () => {})
  outbox.accept(command.commandId)
  expect(rows.serviceRequests.byId(request.serviceRequestId)).toEqual(told)
})
