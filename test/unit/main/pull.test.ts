import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createCacheRows, type CacheRows } from '../../../src/main/db/rows.ts'
import { createOutbox, type Outbox } from '../../../src/main/sync/outbox.ts'
import { pull } from '../../../src/main/sync/pull.ts'
import type { Receiver } from '../../../src/main/sync/receive.ts'
import { createCase } from '../../support/commands.ts'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
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

const created = createCase('a')
if (created.type !== 'serviceRequest.create') throw new Error('A case is created.')
const aCase = created.payload.request
const idOf = (index: number) => `01K${String(index).padStart(23, '0')}`
const city: Change[] = Array.from({ length: 2 * pageSize }, (_, index) => ({
  entity: 'service-request',
  id: idOf(index),
  doc: { ...aCase, serviceRequestId: idOf(index) },
}))
const aContact = {
  interactionId: idOf(3),
  channel: 'phone',
  direction: 'inbound',
  agentId: 'ana',
  number: '+593991234567',
  displayName: 'Rosa',
  queue: 'general',
  externalCallId: '',
  ivr: {},
  offeredAt: '2026-11-01T00:00:00Z',
  state: 'closed',
  draft: emptyDraft,
  runs: [],
  serviceRequestIds: [],
}
const backend = {
  changes(_token: string, after: number): Promise<ChangePage> {
    asked.push(after)
    const cursor = after + pageSize
    return Promise.resolve({ changes: city.slice(after, cursor), cursor, more: cursor < city.length })
  },
}
const ana: Receiver = { agentId: 'ana', country: 'EC', inWork: () => false, onTop: (request) => request }
const read = (from: CacheRows, elapsedMs = () => 0) =>
  pull(from, outbox, backend, 'token', ana, () => {}, elapsedMs)
const taken = (changes: Change[], receiver = ana) => {
  const once = { changes: () => Promise.resolve({ changes, cursor: 1, more: false }) }
  return pull(rows, outbox, once, 'token', receiver, () => {})
}
const held = () => city.filter(({ id }) => rows.serviceRequests.byId(id) !== undefined).length

test('every change of every page is taken in once, and the next pull asks from there', async () => {
  await read(rows)
  expect(held()).toBe(city.length)
  await read(rows)
  expect(asked).toEqual([0, pageSize, city.length])
})

test('who signs in after a colleague is told what was for them alone meanwhile', async () => {
  await read(rows)
  asked = []
  await pull(rows, outbox, backend, 'token', { ...ana, agentId: 'luis' }, () => {})
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
  const told = { ...aCase, referenceNumber: 'SR-2026-000007', receivedAt: aCase.updatedAt }
  outbox.append({ ...created, subject: aCase.serviceRequestId })
  rows.serviceRequests.put(aCase)
  const changes: Change[] = [{ entity: 'service-request', id: aCase.serviceRequestId, doc: told }]
  const once = { changes: () => Promise.resolve({ changes, cursor: 1, more: false }) }
  await pull(rows, outbox, once, 'token', ana, () => {})
  outbox.accept(created.commandId)
  expect(rows.serviceRequests.byId(aCase.serviceRequestId)).toEqual(told)
})

test('the city’s register stays in the city: only who is known here already is brought up to date', async () => {
  const known = { citizenId: idOf(1), name: 'Rosa', phones: ['+593991234567'], updatedAt: aCase.updatedAt }
  rows.citizens.put(known, aCase.updatedAt)
  await taken([
    { entity: 'citizen', id: idOf(1), doc: { ...known, name: 'Rosa Elvira', phones: ['099 123 4567'] } },
    { entity: 'citizen', id: idOf(2), doc: { ...known, citizenId: idOf(2) } },
  ])
  expect(rows.citizens.byPhone('+593991234567')?.name).toBe('Rosa Elvira')
  expect(rows.citizens.byId(idOf(2))).toBeUndefined()
})

test('a colleague’s case comes down without its person, and one that this desk works on whole', async () => {
  const changes = [idOf(1), idOf(2)].map((id): Change => ({
    entity: 'service-request',
    id,
    doc: { ...aCase, serviceRequestId: id, referenceNumber: `SR-${id.slice(-1)}` },
  }))
  await taken(changes, { ...ana, inWork: ({ serviceRequestId }) => serviceRequestId === idOf(2) })
  expect(rows.serviceRequests.byId(idOf(1))).toMatchObject({
    referenceNumber: 'SR-1',
    requesterName: '',
    phone: '',
    address: '',
    description: '',
  })
  expect(rows.serviceRequests.byId(idOf(2))).toMatchObject({ requesterName: aCase.requesterName })
})

test('a contact of a colleague stays with the colleague', async () => {
  await taken([{ entity: 'interaction', id: idOf(3), doc: { ...aContact, agentId: 'luis' } }])
  expect(rows.interactions.byId(idOf(3))).toBeUndefined()
  await taken([{ entity: 'interaction', id: idOf(3), doc: aContact }])
  expect(rows.interactions.byId(idOf(3))).toMatchObject({ agentId: 'ana', number: '', state: 'closed' })
})

test('what was done here and has not arrived stays on top of the city’s older word', async () => {
  const onTop: Receiver['onTop'] = (request) => ({ ...request, statusNotes: 'tomado aquí' })
  rows.serviceRequests.put(aCase)
  const id = aCase.serviceRequestId
  await taken([{ entity: 'service-request', id, doc: { ...aCase, statusNotes: 'de antes' } }], {
    ...ana,
    onTop,
  })
  expect(rows.serviceRequests.byId(id)?.statusNotes).toBe('tomado aquí')
})

test('every slice waits until the log of the cache has room, and a page is not begun before', async () => {
  const slices: string[] = []
  const full: CacheRows = {
    ...rows,
    room: () => Promise.resolve().then(() => void slices.push('room')),
    together(work) {
      slices.push('slice')
      return rows.together(work)
    },
  }
  let elapsed = 0
  await read(full, () => (elapsed += 3))
  expect(held()).toBe(city.length)
  expect(slices.length).toBeGreaterThan(100)
  expect(slices.filter((one, at) => one === 'slice' && slices[at - 1] !== 'room')).toEqual([])
})
