import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { readPage, writeRecords } from '../../../../src/backend/changes/change-log.ts'
import {
  create,
  interaction,
  openWorld,
  record,
  serviceRequest,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { smallPack } from '../../../support/backend/small-pack.ts'
import type { Suite } from './index.ts'

const at = new Date('2026-11-23T14:00:00.000Z')
const form = (id: string) => ({ entity: 'service-form' as const, id, doc: { id } })

export const changesSuite: Suite = (database) =>
  describe('changes', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
      luis = await world.signIn('luis')
    })
    afterAll(() => world.close())

    test('a first pull brings everything but knowledge, page by page, each thing once', async () => {
      const whole = await ana.pullAll(0)
      const paged = await ana.pullAll(0, 2)
      expect(paged).toEqual(whole)
      expect(whole.filter((change) => change.entity === 'agent')).toHaveLength(
        smallPack['agents.json'].length,
      )
      expect(new Set(whole.map((change) => `${change.entity} ${change.id}`)).size).toBe(whole.length)
    })

    test('an agent sees his own shift and nobody else’s', async () => {
      const shifts = async (desk: DeskDouble) =>
        (await desk.pullAll()).filter((change) => change.entity === 'shift').map((change) => change.id)
      expect(await shifts(ana)).toEqual(['ana-manana'])
      expect(await shifts(luis)).toEqual(['luis-manana'])
    })

    test('nobody’s register comes down: of citizens only that one is gone, also where an older copy announced him', async () => {
      const { db } = database().open
      const { cursor } = await ana.pull(0, 1000)
      const doc = { name: 'Rosa', phones: [] }
      await db.transaction().execute((trx) =>
        writeRecords(
          trx,
          ['stays', 'gone'].map((id) => ({ entity: 'citizen', id, doc })),
          at,
        ),
      )
      expect(await ana.pull(cursor)).toEqual({ changes: [], cursor, more: false })
      await db
        .transaction()
        .execute((trx) => writeRecords(trx, [{ entity: 'citizen', id: 'gone', doc: null }], at))
      const gone = await ana.pull(cursor)
      expect(gone.changes).toEqual([{ entity: 'citizen', id: 'gone', doc: null }])
      await db
        .insertInto('changes')
        .values({ number: gone.cursor + 1, entity: 'citizen', id: 'stays', audience: null })
        .execute()
      await db
        .updateTable('change_counter')
        .set({ last: gone.cursor + 1 })
        .execute()
      expect(await ana.pull(gone.cursor)).toEqual({ changes: [], cursor: gone.cursor + 1, more: false })
    })

    test('only what is new comes after a cursor, in the order of commits, and the cursor counts without gaps', async () => {
      const { cursor } = await ana.pull(0, 1000)
      const requests = [serviceRequest(), serviceRequest(), serviceRequest()]
      for (const request of requests) await ana.push(create(request))
      await ana.push(create(serviceRequest({ serviceCode: 'unknown' })))
      const page = await luis.pull(cursor)
      expect(page.changes.map((change) => change.id)).toEqual(requests.map((each) => each.serviceRequestId))
      expect(page).toMatchObject({ cursor: cursor + 3, more: false })
      expect(await luis.pull(page.cursor)).toEqual({ changes: [], cursor: page.cursor, more: false })
    })

    test('a thing that changed many times comes once, as it stands now', async () => {
      const { cursor } = await ana.pull(0, 1000)
      const contact = interaction()
      const last = { ...contact, draft: { ...contact.draft, notes: 'Tercera' } }
      await ana.push(record(contact), create(serviceRequest()))
      await ana.push(record({ ...contact, draft: { ...contact.draft, notes: 'Segunda' } }))
      await ana.push(record(last))
      const { changes } = await ana.pull(cursor)
      expect(changes.map((change) => change.entity)).toEqual(['service-request', 'interaction'])
      expect(changes[1]?.doc).toEqual(last)
    })

    test('a cursor of another database starts from the beginning instead of missing changes', async () => {
      const whole = await ana.pull(0, 1000)
      expect(await ana.pull(17, 1000)).toEqual(whole)
      expect(await ana.pull(whole.cursor + 1_000_000_000, 1000)).toEqual(whole)
    })

    test('a reader who never stops reading misses nothing of what many write at once', async () => {
      world.clock.pass(60_000)
      let { cursor } = await ana.pull(0, 1000)
      const commands = Array.from({ length: 60 }, () => create(serviceRequest()))
      const progress = { writing: true }
      const written = Promise.all(commands.map((command) => ana.push(command))).finally(
        () => (progress.writing = false),
      )
      const seen = new Set<string>()
      const read = async () => {
        world.clock.pass(1_000)
        const page = await luis.pull(cursor, 7)
        for (const change of page.changes) seen.add(change.id)
        cursor = page.cursor
        return page.more
      }
      while (progress.writing) await read()
      await written
      while (await read());
      const ids = commands.map(
        (command) => (command.payload as { request: { serviceRequestId: string } }).request,
      )
      expect(ids.filter((request) => !seen.has(request.serviceRequestId))).toEqual([])
    })
  })

/** Straight on the database, with nobody else writing. */
export const changeOrderSuite: Suite = (database) =>
  describe('the order of changes', () => {
    beforeAll(() => database().reset(migrations))

    test('a writer that commits late keeps later numbers waiting, so that no reader steps over it', async (context) => {
      if (database().choice.kind === 'pglite')
        context.skip('PGlite runs one transaction at a time; there is no late commit to wait for')
      const { db } = database().open
      const before = await readPage(db, { agentId: 'ana', after: 0, limit: 10 })
      let commitSlow = () => {}
      const mayCommit = new Promise<void>((resolve) => (commitSlow = resolve))
      let slowWrote = () => {}
      const slowHasWritten = new Promise<void>((resolve) => (slowWrote = resolve))
      const slow = db.transaction().execute(async (trx) => {
        await writeRecords(trx, [form('slow')], at)
        slowWrote()
        await mayCommit
      })
      await slowHasWritten
      const order: string[] = []
      const quick = db
        .transaction()
        .execute((trx) => writeRecords(trx, [form('quick')], at))
        .then(() => order.push('quick'))
      const during = await readPage(db, { agentId: 'ana', after: before.cursor, limit: 10 }).finally(() =>
        order.push('slow may commit'),
      )
      commitSlow()
      await Promise.all([slow, quick])
      expect(during).toEqual({ changes: [], cursor: before.cursor, more: false })
      expect(order).toEqual(['slow may commit', 'quick'])
      const after = await readPage(db, { agentId: 'ana', after: during.cursor, limit: 10 })
      expect(after.changes.map((change) => change.id)).toEqual(['slow', 'quick'])
    })

    test('a page is whole up to its cursor, also where a thing changes again while it is read', async () => {
      const { db } = database().open
      const before = await readPage(db, { agentId: 'ana', after: 0, limit: 10 })
      const write = () => db.transaction().execute((trx) => writeRecords(trx, [form('restless')], at))
      await write()
      let questions = 0
      let written = Promise.resolve()
      const changing = db.withPlugin({
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          questions += 1
          if (questions > 1) return result
          written = write()
          // PGlite has one connection: whoever asks for it first has it before the next question.
          if (database().choice.kind !== 'pglite') await written
          return result
        },
      })
      const during = await readPage(changing, { agentId: 'ana', after: before.cursor, limit: 10 })
      await written
      expect(questions).toBeGreaterThan(1)
      expect(during.changes.map((change) => change.id)).toEqual(['restless'])
      const after = await readPage(db, { agentId: 'ana', after: during.cursor, limit: 10 })
      expect(after.changes.map((change) => change.id)).toEqual(['restless'])
    })

    test('what is rolled back leaves no gap', async () => {
      const { db } = database().open
      const before = await readPage(db, { agentId: 'ana', after: 0, limit: 10 })
      const failed = db.transaction().execute(async (trx) => {
        await writeRecords(trx, [form('lost')], at)
        throw new Error('rolled back')
      })
      await expect(failed).rejects.toThrow('rolled back')
      await db.transaction().execute((trx) => writeRecords(trx, [form('kept')], at))
      const after = await readPage(db, { agentId: 'ana', after: before.cursor, limit: 10 })
      expect(after).toMatchObject({ changes: [{ id: 'kept' }], cursor: before.cursor + 1 })
    })
  })
