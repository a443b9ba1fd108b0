import { sql } from 'kysely'
import { ulid } from 'ulid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { beginSending, takeDue, type Delivery } from '../../../../src/backend/open311/client/deliveries.ts'
import { startForwarder } from '../../../../src/backend/open311/client/forwarder.ts'
import { createGeoReport } from '../../../../src/backend/open311/client/georeport.ts'
import type { Open311Destination } from '../../../../src/backend/open311/settings.ts'
import { readRecord, writeRecords } from '../../../../src/backend/changes/change-log.ts'
import type { Command } from '../../../../src/shared/commands.ts'
import type { DeliveryDecision } from '../../../../src/shared/domain/delivery-decision.ts'
import { ServiceRequest } from '../../../../src/shared/domain/service-request.ts'
import {
  create,
  interaction,
  openWorldBeside,
  record,
  serviceRequest,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { writeSmallPack, type PackFolder } from '../../../support/backend/small-pack.ts'
import { fakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import {
  deviations,
  doubleJurisdiction,
  doubleKey,
  nameAsCode,
  startCityDouble,
  type CityDouble,
  type Deviation,
} from '../../../support/open311/city-double.ts'
import { openServices } from '../../../support/open311/open-services.ts'
import { quietLog } from '../../../support/quiet-host.ts'
import type { Suite } from './index.ts'

const minute = 60_000

export const open311ForwardSuite: Suite = (database) =>
  describe('cases sent on over Open311', () => {
    let pack: PackFolder
    let clock: FakeClock
    let city: CityDouble
    let world: BackendWorld
    let ana: DeskDouble
    const beside: BackendWorld[] = []
    beforeAll(async () => {
      await database().reset(migrations)
      pack = await writeSmallPack()
      await pack.write('services.json', openServices)
    })
    afterAll(() => pack.remove())
    beforeEach(async () => {
      await sql`DELETE FROM deliveries`.execute(database().open.db)
      clock = fakeClock(start)
      city = await startCityDouble(() => clock.now())
    })
    afterEach(async () => {
      for (const each of beside.splice(0)) await each.close()
      await city.close()
    })

    const destinationOf = (changed: Partial<Open311Destination> = {}): Open311Destination => ({
      name: 'ciudad',
      url: `${city.url}/v2`,
      key: doubleKey,
      jurisdiction: doubleJurisdiction,
      services: { '001': '001', farola: '002', poda: '003', denuncia: '004' },
      requester: 'kept',
      updates: 'none',
      ...changed,
    })
    async function open(changed: Partial<Open311Destination> = {}): Promise<BackendWorld> {
      const opened = await openWorldBeside(database(), {
        pack,
        clock,
        open311: { destinations: [destinationOf(changed)] },
      })
      beside.push(opened)
      return opened
    }
    async function begin(changed: Partial<Open311Destination> = {}): Promise<void> {
      world = await open(changed)
      ana = await world.signIn('ana')
    }
    async function file(changed: Partial<ServiceRequest> = {}): Promise<string> {
      const request = serviceRequest({ serviceCode: '001', ...changed })
      expect(await ana.push(create(request))).toMatchObject([{ status: 'accepted' }])
      return request.serviceRequestId
    }
    const caseOf = async (id: string) =>
      ServiceRequest.parse(await readRecord(database().open.db, 'service-request', id))
    async function deliveryOf(id: string): Promise<Delivery> {
      return await database()
        .open.db.selectFrom('deliveries')
        .selectAll()
        .where('service_request_id', '=', id)
        .executeTakeFirstOrThrow()
    }
    /** Lets time pass until it is so: what the forwarder does in between needs real turns of the event loop. */
    async function until(check: () => Promise<unknown>, stepMs = 1_000): Promise<void> {
      await vi.waitFor(
        async () => {
          clock.pass(stepMs)
          await check()
        },
        { timeout: 30_000, interval: 20 },
      )
    }
    const reaches = (id: string, state: Delivery['state'], stepMs?: number) =>
      until(async () => expect((await deliveryOf(id)).state).toBe(state), stepMs)
    const posts = () => city.heard.filter(({ method }) => method === 'POST').length

    test('a case reaches the city once, keeps our reference there and its number here, and is received', async () => {
      await begin()
      const id = await file()
      await reaches(id, 'delivered')
      expect(city.requests).toHaveLength(1)
      expect(city.requests[0]?.fields.get('description')).toBe(`Farola apagada\n\nRef. ${id}`)
      expect(await caseOf(id)).toMatchObject({
        receivedAt: expect.any(String) as string,
        destinations: [{ name: 'ciudad', state: 'received', reference: city.requests[0]?.id }],
      })
    })

    test('who calls while the forwarder looks how long it may sleep is not left waiting', async () => {
      let called = false
      let looks = 0
      let sleep = (): void => {}
      const asleep = new Promise<void>((resolve) => (sleep = resolve))
      const db = database().open.db.withPlugin({
        transformQuery({ node }) {
          const asked = JSON.stringify(node.kind === 'SelectQueryNode' && node.selections)
          if (asked.includes('"next_at"')) looks += 1
          return node
        },
        transformResult({ result }) {
          if (looks === 1 && !called) {
            called = true
            forwarder.wake()
            clock.pass(50)
          }
          return Promise.resolve(result)
        },
      })
      const destination = destinationOf()
      const forwarder = startForwarder({
        db,
        clock: {
          now: clock.now,
          after(ms, run) {
            if (ms > 1_000) sleep()
            return clock.after(ms, run)
          },
        },
        log: quietLog,
        destination,
        georeport: createGeoReport({ destination, clock }),
      })
      forwarder.wake()
      clock.pass(50)
      await asleep
      await forwarder.close()
      expect(looks).toBe(2)
    })

    test('a case of another service stays with its unit', async () => {
      await begin({ services: { farola: '002' } })
      const id = await file()
      await until(async () => expect((await caseOf(id)).receivedAt).toBeDefined())
      expect((await caseOf(id)).destinations).toBeUndefined()
      // What the other city asks with its cases is read all the same; nothing is sent.
      expect(posts()).toBe(0)
    })

    test('what the city asks with a case comes down to the desks, in its order, and goes when it asks no more', async () => {
      await begin()
      const forms = async () =>
        (await ana.pullAll()).flatMap(({ entity, doc }) => (entity === 'service-form' ? [doc] : []))
      await until(async () => expect(await forms()).toHaveLength(1))
      expect(await forms()).toEqual([
        {
          serviceCode: 'farola',
          destination: 'ciudad',
          questions: [
            {
              code: 'que',
              variable: true,
              datatype: 'multivaluelist',
              required: true,
              description: '¿Qué se ve?',
              datatypeDescription: '',
              values: [
                { key: 'cables', name: 'Cables' },
                { key: 'poste', name: 'Poste' },
              ],
            },
          ],
        },
      ])
      await world.close()
      beside.length = 0
      await begin({ services: { '001': '001' } })
      expect(await forms()).toEqual([null])
    })

    test('our reference goes where the city has a place for it, with the attributes that it asks for', async () => {
      await begin()
      const id = await file({ serviceCode: 'farola', attributes: { que: 'cables\nposte', secreto: 'x' } })
      await reaches(id, 'delivered')
      const { fields } = city.requests[0] ?? { fields: new URLSearchParams() }
      expect(fields.get('attribute[client_reference]')).toBe(id)
      expect(fields.getAll('attribute[que][]')).toEqual(['cables', 'poste'])
      expect(fields.get('description')).toBe('Farola apagada')
      expect(fields.toString()).not.toContain('secreto')
    })

    test('who asked goes along only where configured, and never after a protected contact', async () => {
      await begin()
      await reaches(await file(), 'delivered')
      await beside.pop()?.close()
      await begin({ requester: 'sent' })
      await reaches(await file(), 'delivered')
      const crisis = interaction({ draft: { ...interaction().draft, disposition: 'CRI' } })
      await ana.push(record(crisis))
      await reaches(await file({ interactionId: crisis.interactionId }), 'delivered')
      expect(city.requests.map(({ fields }) => [fields.get('first_name'), fields.get('phone')])).toEqual([
        [null, null],
        ['Rosa', '+593991234567'],
        [null, null],
      ])
    })

    test('a description of 4000 letters makes room for our reference, not in the middle of a letter', async () => {
      await begin()
      const id = await file({ description: '🚧'.repeat(2000) })
      await reaches(id, 'delivered')
      const sent = city.requests[0]?.fields.get('description') ?? ''
      expect(sent.length).toBeLessThanOrEqual(4000)
      expect(sent).toMatch(new RegExp(`^(🚧)+\\n\\nRef. ${id}$`, 'u'))
    })

    test('C9: while nobody is there the case waits with its reason, and goes once when somebody is', async () => {
      const away = await startCityDouble()
      await away.close()
      await begin({ url: `${away.url}/v2` })
      const id = await file()
      await until(async () => expect((await deliveryOf(id)).attempts).toBeGreaterThan(2))
      expect(await deliveryOf(id)).toMatchObject({
        state: 'queued',
        reason: 'No hay conexión con el otro sistema.',
      })
      expect((await caseOf(id)).destinations).toMatchObject([{ state: 'waiting' }])
      await beside.pop()?.close()
      await begin()
      await reaches(id, 'delivered', 10_000)
      expect(city.requests).toHaveLength(1)
      expect(await deliveryOf(id)).toMatchObject({ reason: null, reference: city.requests[0]?.id })
    })

    test('C9: however long nobody was there, the case is tried again within three minutes', async () => {
      const away = await startCityDouble()
      await away.close()
      await begin({ url: `${away.url}/v2` })
      const id = await file()
      await beside.pop()?.close()
      const due = new Date(clock.now())
      await sql`UPDATE deliveries SET attempts = 40, reason = NULL, next_at = ${due}`.execute(
        database().open.db,
      )
      await begin({ url: `${away.url}/v2` })
      await until(async () =>
        expect(await deliveryOf(id)).toMatchObject({ attempts: 41, reason: expect.any(String) as string }),
      )
      const { next_at: nextAt } = await deliveryOf(id)
      expect(nextAt?.getTime()).toBeLessThanOrEqual(clock.now() + 3 * minute)
    })

    test.each([
      ['the line is cut before the city reads it', { kind: 'drop-before' }],
      ['the line is cut after the city has it', { kind: 'drop-after' }],
      ['the city fails before it has it', { kind: 'answer', status: 500 }],
      ['the city fails after it has it', { kind: 'answer', status: 502, body: '<html>', after: true }],
      [
        'a proxy answers a page though the city has it',
        { kind: 'answer', status: 200, body: '<h1>Hi', after: true },
      ],
      ['the answer is empty though the city has it', { kind: 'answer', status: 200, after: true }],
    ] as const)('C8: when %s, it is searched first and there is one case', async (_, trouble) => {
      let troubled = 0
      city.trouble = (method) => (method === 'POST' && ++troubled === 1 ? trouble : undefined)
      await begin()
      const id = await file()
      await reaches(id, 'unknown')
      expect(posts()).toBe(1)
      expect((await caseOf(id)).destinations).toMatchObject([{ state: 'waiting' }])
      await reaches(id, 'delivered', 5_000)
      expect(city.requests).toHaveLength(1)
      expect((await deliveryOf(id)).reference).toBe(city.requests[0]?.id)
    })

    test('C8: nothing is sent again before a slow city had its minute', async () => {
      let troubled = 0
      city.trouble = (method) => (method === 'POST' && ++troubled === 1 ? { kind: 'drop-before' } : undefined)
      await begin()
      const id = await file()
      await reaches(id, 'unknown', 100)
      const { sent_at: sentAt } = await deliveryOf(id)
      await until(async () => expect(posts()).toBe(2), 500)
      expect(clock.now() - (sentAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(minute)
      await reaches(id, 'delivered')
    })

    test.each<[string, { refuseList?: boolean; serviceCode?: string }]>([
      ['the list is closed to us', { refuseList: true }],
      ['a batch shows no case without its number', { serviceCode: 'poda' }],
      ['a blackbox shows nothing', { serviceCode: 'denuncia' }],
    ])('C8: where %s, a person decides and nothing is sent again', async (_, how) => {
      city.trouble = (method, path) => {
        if (method === 'POST') return { kind: 'drop-after' }
        return how.refuseList && path.includes('/requests') ? { kind: 'answer', status: 403 } : undefined
      }
      await begin()
      const id = await file({ serviceCode: how.serviceCode ?? '001' })
      await until(async () => expect((await deliveryOf(id)).next_at).toBeNull(), 5_000)
      expect(await deliveryOf(id)).toMatchObject({ state: 'unknown', reason: expect.any(String) as string })
      expect((await caseOf(id)).destinations).toMatchObject([{ state: 'held' }])
      for (let passed = 0; passed < 20; passed += 1) clock.pass(minute)
      expect(posts()).toBe(1)
    })

    test('C8: a list that does not show a case that the city has proves nothing', async () => {
      await begin()
      const first = await file()
      await reaches(first, 'delivered')
      clock.pass(minute)
      city.trouble = (method, path) => {
        if (method === 'POST') return { kind: 'drop-after' }
        return path.startsWith('/v2/requests') ? { kind: 'answer', status: 200, body: '[]' } : undefined
      }
      const id = await file()
      await until(async () => expect((await deliveryOf(id)).next_at).toBeNull(), 5_000)
      expect((await deliveryOf(id)).state).toBe('unknown')
      expect(city.requests).toHaveLength(2)
    })

    test('C8: dates turned round or ignored do not hide a case from the search', async () => {
      for (const deviation of ['dates-are-inverted', 'dates-are-ignored'] as const) {
        city.planted.clear()
        city.planted.add(deviation)
        let troubled = 0
        city.trouble = (method) =>
          method === 'POST' && ++troubled === 1 ? { kind: 'drop-after' } : undefined
        await begin()
        await reaches(await file(), 'delivered', 5_000)
        await beside.pop()?.close()
      }
      expect(city.requests).toHaveLength(2)
    })

    test('C8: a process that dies between asking and hearing sends nothing twice', async () => {
      await begin()
      const id = await file()
      await beside.pop()?.close()
      await sql`UPDATE deliveries SET next_at = ${new Date(clock.now())}`.execute(database().open.db)
      const taken = await takeDue(database().open.db, 'ciudad', clock.now())
      if (!taken) throw new Error('one delivery')
      expect(await beginSending(database().open.db, taken, clock.now())).toBe(true)
      await fetch(`${city.url}/v2/requests.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          api_key: doubleKey,
          service_code: '001',
          address_string: 'x',
          description: `Ref. ${id}`,
        }).toString(),
      })
      await begin()
      await reaches(id, 'delivered', 10_000)
      expect(city.requests).toHaveLength(1)
      expect((await deliveryOf(id)).reference).toBe(city.requests[0]?.id)
    })

    test('C8: a process that slept through its lease sends nothing', async () => {
      await begin()
      const id = await file()
      await beside.pop()?.close()
      const { db } = database().open
      await sql`UPDATE deliveries SET next_at = ${new Date(clock.now())}`.execute(db)
      const asleep = await takeDue(db, 'ciudad', clock.now())
      clock.pass(3 * minute)
      expect(await takeDue(db, 'ciudad', clock.now())).toMatchObject({ service_request_id: id })
      expect(asleep && (await beginSending(db, asleep, clock.now()))).toBe(false)
    })

    test('two copies of the backend send each case once', async () => {
      await begin()
      await open()
      const ids = await Promise.all(Array.from({ length: 8 }, () => file()))
      for (const id of ids) await reaches(id, 'delivered', 100)
      expect(city.requests).toHaveLength(8)
    })

    test('C6: 429 is asked again, and not before the time that was named', async () => {
      let troubled = 0
      city.trouble = (method) =>
        method === 'POST' && ++troubled === 1
          ? { kind: 'answer', status: 429, headers: { 'retry-after': '30' } }
          : undefined
      await begin()
      const id = await file()
      await until(async () => expect((await deliveryOf(id)).reason).toContain('esperar'), 100)
      const told = clock.now()
      await until(async () => expect(posts()).toBe(2), 1_000)
      expect(clock.now() - told).toBeGreaterThan(25_000)
      await reaches(id, 'delivered')
      expect(city.requests).toHaveLength(1)
    })

    test.each([400, 403, 404, 409, 422])('C6: %i stops, and is kept with its reason', async (status) => {
      city.trouble = (method) =>
        method === 'POST'
          ? { kind: 'answer', status, body: `[{"code":1,"description":"Fuera de la ciudad ${doubleKey}"}]` }
          : undefined
      await begin()
      const id = await file()
      await reaches(id, 'refused')
      expect(await deliveryOf(id)).toMatchObject({ reason: 'Fuera de la ciudad […]', next_at: null })
      expect((await caseOf(id)).destinations).toMatchObject([
        { state: 'refused', reason: 'Fuera de la ciudad […]' },
      ])
      for (let passed = 0; passed < 20; passed += 1) clock.pass(minute)
      expect(posts()).toBe(1)
    })

    const decide = (id: string, decision: Partial<DeliveryDecision>) =>
      ana.push({
        commandId: ulid(),
        type: 'delivery.decide',
        subject: id,
        issuedAt: start,
        agentId: 'ana',
        payload: {
          decision: {
            serviceRequestId: id,
            destination: 'ciudad',
            decision: 'again',
            reason: 'Revisado',
            ...decision,
          },
        },
      } satisfies Command)

    test('a refused case goes with other words, once a person wrote them, and who did is kept', async () => {
      let refusing = true
      city.trouble = (method) =>
        method === 'POST' && refusing ? { kind: 'answer', status: 400, body: 'Falta el lugar' } : undefined
      await begin()
      const id = await file()
      await reaches(id, 'refused')
      refusing = false
      const correction = { address: 'Calle Larga 3', description: 'Bache hondo' }
      expect(await decide(id, { correction })).toMatchObject([{ status: 'accepted' }])
      await reaches(id, 'delivered')
      expect(city.requests[0]?.fields.get('address_string')).toBe('Calle Larga 3')
      expect(await caseOf(id)).toMatchObject({
        address: 'Calle Larga 3',
        destinations: [{ state: 'received' }],
      })
      expect(await decide(id, {})).toMatchObject([{ status: 'rejected', reason: 'delivery-settled' }])
      const kept = await database()
        .open.db.selectFrom('delivery_decisions')
        .selectAll()
        .where('service_request_id', '=', id)
        .execute()
      expect(kept).toMatchObject([{ agent_id: 'ana', decision: 'again', state_before: 'refused' }])
    })

    test('a case that nobody knows of is found by a person, or left to our own unit', async () => {
      city.trouble = (method, path) => {
        if (method === 'POST') return { kind: 'drop-after' }
        return path.includes('/requests') ? { kind: 'answer', status: 403 } : undefined
      }
      await begin()
      const [found, left] = [await file(), await file()]
      for (const id of [found, left])
        await until(async () => expect((await deliveryOf(id)).next_at).toBeNull(), 5_000)
      expect(await decide(found, { decision: 'arrived' })).toMatchObject([
        { status: 'rejected', reason: 'delivery-without-number' },
      ])
      await decide(found, { decision: 'arrived', reference: '4711' })
      await decide(left, { decision: 'give-up', reason: 'Lo atiende alumbrado' })
      expect(await caseOf(found)).toMatchObject({
        destinations: [{ state: 'received', reference: '4711' }],
        receivedAt: expect.any(String) as string,
      })
      expect(await caseOf(left)).toMatchObject({
        destinations: [{ state: 'given-up', reason: 'Lo atiende alumbrado' }],
        receivedAt: expect.any(String) as string,
      })
      for (let passed = 0; passed < 20; passed += 1) clock.pass(minute)
      expect(posts()).toBe(2)
    })

    test('a service that the city does not offer is refused with that reason', async () => {
      await begin({ services: { '001': 'no-such' } })
      const id = await file()
      await reaches(id, 'refused')
      expect((await deliveryOf(id)).reason).toContain('no ofrece')
      expect(posts()).toBe(0)
    })

    test('C10: a token is asked for, ever more slowly, until the number is there', async () => {
      city.tokenLooks = 4
      await begin()
      const id = await file({ serviceCode: 'poda' })
      await reaches(id, 'token-pending')
      expect((await caseOf(id)).receivedAt).toBeUndefined()
      await reaches(id, 'delivered', 2_000)
      expect((await deliveryOf(id)).reference).toBe(city.requests[0]?.id)
      expect(city.requests).toHaveLength(1)
    })

    test.each<Deviation>(['token-route-is-missing', 'token-route-is-html'])(
      'C10: with %s the case waits for its number with the reason, and is not sent again',
      async (deviation) => {
        city.planted.add(deviation)
        await begin()
        const id = await file({ serviceCode: 'poda' })
        await until(async () => expect((await deliveryOf(id)).reason).not.toBeNull())
        expect((await deliveryOf(id)).state).toBe('token-pending')
        city.planted.clear()
        await reaches(id, 'delivered', minute)
        expect(city.requests).toHaveLength(1)
      },
    )

    test('a blackbox takes the case and gives no number', async () => {
      await begin()
      const id = await file({ serviceCode: 'denuncia' })
      await reaches(id, 'delivered')
      expect(await deliveryOf(id)).toMatchObject({ reference: null })
      expect((await caseOf(id)).receivedAt).toBeDefined()
    })

    /** What these change shows only without JSON or in a token's answer: they have tests of their own. */
    const elsewhere: ReadonlySet<Deviation> = new Set([
      'post-xml-is-nested',
      'post-xml-says-null',
      'post-xml-is-500',
      'token-route-is-missing',
      'token-route-is-html',
    ])
    test.each(deviations.filter((each) => !elsewhere.has(each)))(
      'with %s the case arrives, and its closing comes back',
      async (deviation) => {
        city.planted.add(deviation)
        const code = { 'service-code-is-number': '1', 'service-code-is-its-name': nameAsCode }[
          String(deviation)
        ]
        await begin(code === undefined ? {} : { services: { '001': code } })
        if (deviation === 'service-code-is-number') city.planted.add('unknown-service-is-taken')
        const id = await file()
        await reaches(id, 'delivered')
        const [there] = city.requests
        if (!there) throw new Error('one case')
        expect((await deliveryOf(id)).reference).toBe(there.id)
        Object.assign(there, {
          status: 'closed',
          statusNotes: 'Hecho',
          updatedAt: new Date(clock.now()).toISOString(),
        })
        await until(async () => expect((await caseOf(id)).status).toBe('closed'), minute)
        expect(await caseOf(id)).toMatchObject({ statusNotes: 'Hecho' })
      },
    )

    test.each<[Deviation, string]>([
      ['error-is-object', 'Falta attribute[que]'],
      ['error-is-json-for-xml', 'Falta attribute[que]'],
      // A page is for a browser: nothing of it is shown.
      ['error-is-html', 'El otro sistema no lo aceptó (400).'],
    ])('with %s a refusal is told in words', async (deviation, words) => {
      city.planted.add(deviation)
      await begin()
      const id = await file({ serviceCode: 'farola' })
      await reaches(id, 'refused')
      expect((await deliveryOf(id)).reason).toBe(words)
      for (let passed = 0; passed < 20; passed += 1) clock.pass(minute)
      expect(posts()).toBe(1)
    })

    test.each<Deviation>(['unknown-jurisdiction-is-400', 'jurisdiction-is-required'])(
      'with %s a wrong setting is told as the reason of what waits, and cured by mending it',
      async (deviation) => {
        city.planted.add(deviation)
        await begin({ jurisdiction: deviation === 'jurisdiction-is-required' ? undefined : 'otra.test' })
        const id = await file()
        await until(async () => expect((await deliveryOf(id)).reason).toMatch(/jurisdic/i))
        expect((await deliveryOf(id)).state).toBe('queued')
        expect(posts()).toBe(0)
        await beside.pop()?.close()
        await begin()
        await reaches(id, 'delivered', 10_000)
        expect(city.requests).toHaveLength(1)
      },
    )

    test.each<Deviation>(['unknown-service-is-403', 'unknown-service-is-taken'])(
      'with %s a service that is gone over there is told, and no case is sent into it',
      async (deviation) => {
        city.planted.add(deviation)
        await begin({ services: { '001': 'no-such' } })
        const id = await file()
        await reaches(id, 'refused')
        expect((await deliveryOf(id)).reason).toContain('no ofrece')
        expect(posts()).toBe(0)
      },
    )

    test('with post-xml-is-500 and no JSON the case is searched, and arrives once the fault is mended', async () => {
      city.planted.add('post-xml-is-500')
      city.trouble = (_, path) => (path.endsWith('.json') ? { kind: 'answer', status: 404 } : undefined)
      await begin()
      const id = await file()
      await reaches(id, 'unknown')
      city.planted.clear()
      await reaches(id, 'delivered', 5_000)
      expect(city.requests).toHaveLength(1)
    })

    test.each<Deviation>(['post-xml-is-nested', 'post-xml-says-null'])(
      'with %s and no JSON the case arrives',
      async (deviation) => {
        city.planted.add(deviation)
        city.trouble = (_, path) => (path.endsWith('.json') ? { kind: 'answer', status: 404 } : undefined)
        await begin()
        const id = await file()
        await reaches(id, 'delivered')
        expect((await deliveryOf(id)).reference).toBe(city.requests[0]?.id)
      },
    )

    test('what was closed there and opened again is open again here; the same news twice write nothing', async () => {
      await begin()
      const id = await file()
      await reaches(id, 'delivered')
      const [there] = city.requests
      if (!there) throw new Error('one case')
      const say = (status: string) =>
        Object.assign(there, { status, updatedAt: new Date(clock.now()).toISOString() })
      say('closed')
      await until(async () => expect((await caseOf(id)).status).toBe('closed'), minute)
      const { cursor } = await ana.pull(Number.MAX_SAFE_INTEGER, 1000)
      const asked = city.heard.length
      await until(() => Promise.resolve(expect(city.heard.length).toBeGreaterThan(asked + 1)), minute)
      expect((await ana.pull(cursor)).changes).toEqual([])
      say('open')
      await until(async () => expect((await caseOf(id)).status).toBe('open'), minute)
    })

    test('mySociety: updates come with their finer states, and a case closed here is told there once', async () => {
      await begin({ updates: 'mysociety' })
      const [followed, closed] = [await file(), await file()]
      await reaches(followed, 'delivered')
      await reaches(closed, 'delivered')
      const reference = (await deliveryOf(followed)).reference ?? ''
      const news = (status: string) =>
        city.updates.push({
          update_id: `u-${city.updates.length}`,
          service_request_id: reference,
          status,
          updated_datetime: new Date(clock.now()).toISOString(),
          description: 'Cuadrilla asignada',
        })
      news('INVESTIGATING')
      await until(
        async () => expect((await caseOf(followed)).statusNotes).toBe('En estudio. Cuadrilla asignada'),
        minute,
      )
      expect((await caseOf(followed)).status).toBe('open')
      clock.pass(minute)
      news('fixed')
      await until(async () => expect((await caseOf(followed)).status).toBe('closed'), minute)

      const doc = { ...(await caseOf(closed)), status: 'closed' as const, statusNotes: 'Ya está' }
      city.trouble = (method, path) =>
        method === 'POST' && path.includes('updates') ? { kind: 'drop-after' } : undefined
      await database()
        .open.db.transaction()
        .execute((trx) =>
          writeRecords(trx, [{ entity: 'service-request', id: closed, doc }], new Date(clock.now())),
        )
      const told = () => city.updates.filter(({ status }) => status === 'CLOSED')
      await until(() => Promise.resolve(expect(told()).toHaveLength(1)), minute)
      city.trouble = () => undefined
      await until(async () => expect((await deliveryOf(closed)).agreed_status).toBe('closed'), minute)
      expect(told()).toHaveLength(1)
      expect(told()[0]).toMatchObject({ service_request_id: (await deliveryOf(closed)).reference })
      expect((await caseOf(closed)).status).toBe('closed')
    })

    test('C12: the key is in no address, no log and no row', async () => {
      await begin({ updates: 'mysociety' })
      const id = await file()
      await reaches(id, 'delivered')
      expect(city.heard.filter(({ url }) => url.includes(doubleKey))).toEqual([])
      expect(world.logged.join('')).not.toContain(doubleKey)
      expect(world.logged.join('')).not.toMatch(/Rosa|991234567|Farola apagada/)
      const rows = await sql`SELECT row_to_json(deliveries)::text AS row FROM deliveries`.execute(
        database().open.db,
      )
      expect(JSON.stringify(rows.rows)).not.toContain(doubleKey)
    })
  })
