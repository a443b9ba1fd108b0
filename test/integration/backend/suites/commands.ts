import { array, assert, asyncProperty, nat } from 'fast-check'
import { sql } from 'kysely'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startUnitIntake } from '../../../../src/backend/units/unit-intake.ts'
import { ServiceRequest } from '../../../../src/shared/domain/service-request.ts'
import {
  create,
  interaction,
  openWorld,
  openWorldBeside,
  record,
  serviceRequest,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { fakeClock } from '../../../support/fake-clock.ts'
import { quietLog } from '../../../support/quiet-host.ts'
import type { Suite } from './index.ts'

export const commandsSuite: Suite = (database) =>
  describe('commands', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
      luis = await world.signIn('luis')
    })
    afterAll(() => world.close())

    const caseOf = async (id: string) => ServiceRequest.parse(await ana.find('service-request', id))

    test('a case gets its unit and a number, is open, and its unit takes it as a step of its own', async () => {
      const request = serviceRequest({ serviceCode: '001', unitId: 'elsewhere', receivedAt: start })
      const command = create(request)
      expect(await ana.push(command)).toEqual([{ commandId: command.commandId, status: 'accepted' }])
      const sent = await caseOf(request.serviceRequestId)
      expect(sent).toMatchObject({ unitId: 'catastro', status: 'open', requesterName: 'Rosa Quilumba' })
      expect(sent.referenceNumber).toMatch(/^SR-2026-\d{6}$/)
      expect(sent.receivedAt).toBeUndefined()

      await vi.waitFor(async () => {
        world.clock.pass(800)
        const received = await caseOf(request.serviceRequestId)
        expect(received.receivedAt).toBeDefined()
        expect(received.referenceNumber).toBe(sent.referenceNumber)
      })
    })

    test('a unit that takes cases slowly, and is called again meanwhile, has ended once it was closed', async (context) => {
      if (database().choice.kind === 'pglite')
        context.skip('PGlite has one connection: whoever is called again waits for the first in any case')
      const { db } = database().open
      const clock = fakeClock(start)
      let goOn = (): void => {}
      const gate = new Promise<void>((open) => (goOn = open))
      let atGate = (): void => {}
      const taking = new Promise<void>((there) => (atGate = there))
      let asked = 0
      const intake = startUnitIntake({
        db: db.withPlugin({
          transformQuery: ({ node }) => node,
          async transformResult({ result }) {
            asked += 1
            if (asked > 1) return result
            atGate()
            await gate
            return result
          },
        }),
        clock,
        log: quietLog,
      })
      intake.wake()
      clock.pass(800)
      await taking
      intake.wake()
      clock.pass(800)
      const order: string[] = []
      const closed = intake.close().then(() => order.push('closed'))
      for (let turn = 0; turn < 50; turn++) await sql`SELECT 1`.execute(db)
      order.push('taken')
      goOn()
      await closed
      expect(order).toEqual(['taken', 'closed'])
    })

    test('what goes to the second level or asks for an appointment goes to the unit it names, if there is one', async () => {
      const asked = [
        { escalation: { reason: 'Orden previa.', unitId: 'alumbrado-publico' } },
        { appointmentWish: { unitId: 'alumbrado-publico', day: '2026-12-01', partOfDay: 'any', place: '' } },
        { escalation: { reason: 'Orden previa.', unitId: 'no-such-unit' } },
      ] as const
      const requests = asked.map((one) => ({ ...serviceRequest({ serviceCode: '001' }), ...one }))
      await ana.push(...requests.map((request) => create(request)))
      const cases = await Promise.all(requests.map(({ serviceRequestId }) => caseOf(serviceRequestId)))
      expect(cases).toMatchObject([
        { unitId: 'alumbrado-publico', escalation: { reason: 'Orden previa.' } },
        { unitId: 'alumbrado-publico', appointmentWish: { day: '2026-12-01' } },
        { unitId: 'catastro' },
      ])
    })

    test('the same command sent again gets the first outcome and changes nothing', async () => {
      const command = create(serviceRequest())
      await ana.push(command)
      const { cursor } = await ana.pull()
      expect(await ana.push(command)).toEqual([{ commandId: command.commandId, status: 'accepted' }])
      expect((await ana.pull()).cursor).toBe(cursor)
    })

    test('the order of keys in a body does not make it another command', async () => {
      const command = create(serviceRequest())
      await ana.push(command)
      const reversed = Object.fromEntries(Object.entries(command).toReversed())
      expect(await ana.push(reversed)).toEqual([{ commandId: command.commandId, status: 'accepted' }])
    })

    test('another body under a used id is rejected and the first one stands', async () => {
      const request = serviceRequest()
      const command = create(request)
      await ana.push(command)
      const other = create({ ...request, description: 'Otra cosa' }, { commandId: command.commandId })
      expect(await ana.push(other)).toMatchObject([{ status: 'rejected' }])
      expect((await caseOf(request.serviceRequestId)).description).toBe('Farola apagada')
    })

    test('a rejection is kept: sent again, the command is rejected for the first reason', async () => {
      const command = create(serviceRequest({ serviceCode: 'unknown' }))
      const first = await ana.push(command)
      expect(first).toMatchObject([
        { status: 'rejected', reason: expect.stringContaining('unknown') as string },
      ])
      expect(await ana.push(command)).toEqual(first)
    })

    test('one case is created once, also under two command ids', async () => {
      const request = serviceRequest()
      expect(await ana.push(create(request), create(request))).toMatchObject([
        { status: 'accepted' },
        { status: 'rejected' },
      ])
    })

    test('after a rejection the later commands of its subject wait, and only those', async () => {
      const subject = 'interaction x'
      const refused = create(serviceRequest({ serviceCode: 'unknown' }), { subject })
      const behind = record(interaction(), { subject })
      const beside = record(interaction())
      const outcomes = await ana.push(refused, behind, beside)
      expect(outcomes.map((outcome) => [outcome.commandId, outcome.status])).toEqual([
        [refused.commandId, 'rejected'],
        [beside.commandId, 'accepted'],
      ])
    })

    test('a malformed command is rejected by itself and names the field, not its value', async () => {
      const bad = { ...create(serviceRequest()), issuedAt: 'ayer por la tarde' }
      const good = create(serviceRequest())
      const outcomes = await ana.push(bad, good)
      expect(outcomes).toMatchObject([
        { status: 'rejected', reason: expect.stringContaining('issuedAt') as string },
        { status: 'accepted' },
      ])
      expect(JSON.stringify(outcomes)).not.toContain('ayer')
    })

    test('a command that the database stumbles over costs none of its neighbours, and is decided later', async () => {
      const bad = create(serviceRequest())
      const behind = record(interaction(), { subject: bad.subject })
      const beside = [create(serviceRequest()), record(interaction())]
      const { db } = database().open
      const id = (bad.payload as { request: ServiceRequest }).request.serviceRequestId
      const stone = sql.raw(`ALTER TABLE service_requests
        ADD CONSTRAINT stone CHECK (service_request_id <> '${id}')`)
      await stone.execute(db)
      const outcomes = await ana.push(bad, behind, ...beside)
      expect(outcomes).toEqual(beside.map(({ commandId }) => ({ commandId, status: 'accepted' })))
      await sql`ALTER TABLE service_requests DROP CONSTRAINT stone`.execute(db)
      expect(await ana.push(bad, behind)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }])
    })

    test('numbers follow the order of the cases in their batch, without gaps', async () => {
      const requests = Array.from({ length: 5 }, () => serviceRequest())
      await ana.push(...requests.map((request) => create(request)))
      const given = await Promise.all(
        requests.map(async ({ serviceRequestId }) => (await caseOf(serviceRequestId)).referenceNumber ?? ''),
      )
      const counted = given.map((number) => Number(number.slice(-6)))
      expect(counted).toEqual(counted.map((_, index) => (counted[0] ?? 0) + index))
    })

    test('nobody acts in the name of another agent', async () => {
      expect(await luis.push(create(serviceRequest(), { agentId: 'ana' }))).toMatchObject([
        { status: 'rejected' },
      ])
      const contact = interaction()
      await ana.push(record(contact))
      expect(await luis.push(record(contact, { agentId: 'luis' }))).toMatchObject([{ status: 'rejected' }])
      const taken = record({ ...contact, agentId: 'luis' }, { agentId: 'luis' })
      expect(await luis.push(taken)).toMatchObject([{ status: 'rejected' }])
      expect(await ana.find('interaction', contact.interactionId)).toEqual(contact)
    })

    test('the later record of a contact wins, whatever order they arrive in', async () => {
      const missed = interaction({ closedAt: '2026-11-23T14:01:00.000Z', state: 'missed' })
      const closed = interaction({ ...missed, closedAt: '2026-11-23T14:05:00.000Z', state: 'closed' })
      expect(await ana.push(record(closed), record(missed))).toMatchObject([
        { status: 'accepted' },
        { status: 'accepted' },
      ])
      expect(await ana.find('interaction', missed.interactionId)).toEqual(closed)
    })

    test.each(['EMG', 'VIO', 'CRI'] as const)(
      'a contact that ends as %s keeps nothing of the citizen, also not from an earlier record',
      async (disposition) => {
        const contact = interaction({ citizenId: ulid() })
        await ana.push(record(contact))
        const run = {
          runId: ulid(),
          scriptId: 'violencia',
          version: 1,
          startedAt: start,
          path: [{ stepId: 'lugar', values: { place: 'Av. 10 de Agosto' } }],
          remembered: {},
          current: 'fin',
        }
        const ended = { ...contact, runs: [run], draft: { ...contact.draft, disposition } }
        await ana.push(record(ended))
        const everything = JSON.stringify(await luis.pullAll())
        const stored = await luis.find('interaction', contact.interactionId)
        expect(everything).toContain(contact.interactionId)
        expect(stored).toMatchObject({ draft: { disposition, notes: '' }, number: '', displayName: '' })
        expect(stored).not.toHaveProperty('citizenId')
        const text = JSON.stringify(stored)
        for (const trace of ['Rosa', '0991', '991234567', 'Agosto', 'sola']) expect(text).not.toContain(trace)
      },
    )

    test('what no database column can hold travels unchanged: U+0000, a lone surrogate, markup', async () => {
      const request = serviceRequest({ requesterName: 'A\u0000\ud800<img src=x>', description: '\u202e' })
      expect(await ana.push(create(request))).toMatchObject([{ status: 'accepted' }])
      expect(await caseOf(request.serviceRequestId)).toMatchObject({
        requesterName: request.requesterName,
        description: request.description,
      })
    })

    test('however sends are repeated and interleaved, each case exists once under one number', async () => {
      const numbers = new Map<string, string>()
      const schedule = array(
        array(array(nat(3), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
        { minLength: 1, maxLength: 4 },
      )
      await assert(
        asyncProperty(schedule, async (rounds) => {
          world.clock.pass(60_000)
          const { cursor } = await ana.pull(Number.MAX_SAFE_INTEGER, 1000)
          const commands = Array.from({ length: 4 }, () => create(serviceRequest()))
          for (const batches of rounds) {
            const answers = await Promise.all(
              batches.map((batch) => ana.push(...batch.map((index) => commands[index]))),
            )
            for (const outcome of answers.flat()) expect(outcome.status).toBe('accepted')
          }
          await ana.push(...commands)
          const cases = (await ana.pullAll(cursor))
            .filter((change) => change.entity === 'service-request')
            .map((change) => ServiceRequest.parse(change.doc))
          for (const { payload } of commands) {
            const id = (payload as { request: ServiceRequest }).request.serviceRequestId
            const found = cases.filter((each) => each.serviceRequestId === id)
            expect(found).toHaveLength(1)
            const number = found[0]?.referenceNumber ?? ''
            expect(numbers.get(number) ?? id).toBe(id)
            numbers.set(number, id)
          }
        }),
        { numRuns: 20 },
      )
      expect(numbers.size).toBe(80)
    })

    test('numbers are counted by the city’s own year', async () => {
      const late = await openWorldBeside(database())
      const numberAt = async (instant: string) => {
        late.clock.pass(Date.parse(instant) - late.clock.now())
        const request = serviceRequest()
        const again = await late.signIn('ana')
        await again.push(create(request))
        return ServiceRequest.parse(await again.find('service-request', request.serviceRequestId))
          .referenceNumber
      }
      expect(await numberAt('2027-01-01T04:59:00.000Z')).toMatch(/^SR-2026-/)
      expect(await numberAt('2027-01-01T05:00:00.000Z')).toBe('SR-2027-000001')
      expect(await numberAt('2027-01-01T05:01:00.000Z')).toBe('SR-2027-000002')
      await late.close()
    })
  })
