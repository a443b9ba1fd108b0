import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { describedRoutes } from '../../../../src/backend/api/index.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import { AuditPage, operatingPaths, type TrailEntry } from '../../../../src/shared/operating-api.ts'
import { schedulePaths } from '../../../../src/shared/schedules-api.ts'
import {
  create,
  openWorldBeside,
  serviceRequest,
  type BackendWorld,
} from '../../../support/backend/backend-world.ts'
import { smallPack, writeSmallPack, type PackFolder } from '../../../support/backend/small-pack.ts'
import type { Suite } from './index.ts'

/** Routes that only a city with an account service has; their suite looks for them. */
const onlyWithAccounts = new Set([`POST ${paths.accountSession}`, `POST ${paths.refreshSession}`])
const metricsToken = 'of-the-figures-alone'

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, { security?: unknown[]; 'x-least-role'?: string; summary?: string }>>
}

/** What whoever runs the server sees of it, and what an administrator sees of its people. */
export const operatingSuite: Suite = (database) =>
  describe('running the server', () => {
    let pack: PackFolder
    let world: BackendWorld
    beforeAll(async () => {
      await database().reset(migrations)
      pack = await writeSmallPack()
      await pack.write('agents.json', [
        ...smallPack['agents.json'],
        { agentId: 'alba', name: 'Alba', role: 'administrator', queues: [] },
      ])
      world = await openWorldBeside(database(), {
        pack,
        metricsToken,
        open311: {
          server: {
            contact: 'it@quito.test',
            keyService: 'Ask.',
            kind: 'test',
            keys: [],
          },
          destinations: [],
        },
      })
    })
    afterAll(async () => {
      await world.close()
      await pack.remove()
    })

    const documentOf = async () => (await world.ask('GET', operatingPaths.document)).body as OpenApi
    const operations = ({ paths: all }: OpenApi) =>
      Object.entries(all).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          name: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
          method: method.toUpperCase(),
          path: path.replaceAll(/\{\w+\}/g, 'x'),
          ...operation,
        })),
      )

    test('the API document names every route that was described, and no other', async () => {
      const document = await documentOf()
      expect(document.openapi).toBe('3.1.0')
      expect(
        operations(document)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(
        Object.keys(describedRoutes)
          .filter((name) => !onlyWithAccounts.has(name))
          .toSorted(),
      )
      for (const { name, summary } of operations(document))
        expect([name, summary]).toEqual([name, expect.any(String)])
    })

    test('every route of the document is there, asks for a token where it says so, and for the role it names', async () => {
      const agent = (await world.signIn('ana')).token
      const lead = (await world.signIn('eva')).token
      const heard: [string, string | number][] = []
      const expected: typeof heard = []
      for (const operation of operations(await documentOf())) {
        const { name, method, path } = operation
        // One speaks WebSocket; the other does not let anybody find out which tokens there are.
        if (path === paths.poke || path === schedulePaths.calendar('x')) continue
        const say = async (token?: string) => {
          const response = await fetch(world.backend.url + path, {
            method,
            headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
          })
          return { status: response.status, said: await response.text() }
        }
        const least = operation['x-least-role'] ?? 'anybody'
        const stranger = await say()
        heard.push([
          name,
          stranger.status === 401 ? 'closed' : stranger.said === unknownAddress ? 'absent' : 'open',
        ])
        expected.push([name, least === 'anybody' && path !== operatingPaths.metrics ? 'open' : 'closed'])
        const tooLow = { 'team-lead': agent, administrator: lead }[least]
        if (tooLow === undefined) continue
        heard.push([name, (await say(tooLow)).status])
        expected.push([name, 403])
      }
      expect(heard).toEqual(expected)
    })

    test('a slowed-down agent is told in whole seconds when to come back, and then is answered', async () => {
      for (let guess = 0; guess < 10; guess++)
        await world.ask('POST', paths.session, { body: { agentId: 'nobody' } })
      const refused = await world.ask('POST', paths.session, { body: { agentId: 'nobody' } })
      expect(refused.status).toBe(429)
      const seconds = Number(refused.headers.get('retry-after'))
      expect(seconds).toBe(30)
      world.clock.pass(seconds * 1000)
      expect((await world.ask('POST', paths.session, { body: { agentId: 'nobody' } })).status).toBe(401)
    })

    test('the copy lives and is ready; the figures are for their own token alone', async () => {
      expect(await world.ask('GET', operatingPaths.live)).toMatchObject({
        status: 200,
        body: { status: 'ok' },
      })
      expect(await world.ask('GET', operatingPaths.ready)).toMatchObject({ status: 200 })
      const lead = (await world.signIn('eva')).token
      for (const token of [undefined, lead, `${metricsToken}-`])
        expect(
          (await world.ask('GET', operatingPaths.metrics, token === undefined ? {} : { token })).status,
        ).toBe(401)
      const closed = await openWorldBeside(database(), { pack })
      const refused = await closed.ask('GET', operatingPaths.metrics, { token: metricsToken })
      expect(refused.status).toBe(404)
      await closed.close()
    })

    test('Prometheus reads requests, commands, what waits on desks, pokes, deliveries and the pool', async () => {
      const ana = await world.signIn('ana')
      const request = serviceRequest()
      await ana.push(create(request), { ...create(serviceRequest()), agentId: 'luis' })
      const outbox = { waiting: 7, refused: 1, oldestSeconds: 90 }
      const desk = { deskId: '01JDESK00000000000000000AA', credential: 'c'.repeat(43), outbox }
      expect((await world.ask('POST', paths.desk, { token: ana.token, body: desk })).status).toBe(200)
      const text = await figures(world)
      for (const line of [
        'ventanilla_commands_total{outcome="accepted"} 1',
        'ventanilla_commands_total{outcome="rejected"} 1',
        'ventanilla_outbox_waiting 7',
        'ventanilla_outbox_refused 1',
        'ventanilla_outbox_oldest_seconds 90',
        'ventanilla_desks_connected 0',
        'ventanilla_pokes_total',
        'ventanilla_database_connections{state="open"}',
        'ventanilla_request_seconds_count{method="POST",route="/v1/commands",status="200"} 1',
        'process_resident_memory_bytes',
      ])
        expect(text).toContain(line)
      expect(text).toContain('# HELP ventanilla_deliveries_waiting')
      expect(text).not.toContain('ana')
      world.clock.pass(6 * 60_000)
      expect(await figures(world)).toContain('ventanilla_outbox_waiting 0')
    })

    test('an administrator reads who changed what, newest first and page by page; nobody else does', async () => {
      const alba = (await world.signIn('alba')).token
      const eva = await world.signIn('eva')
      const luis = await world.signIn('luis')
      const request = serviceRequest({ requesterName: 'Plantada Núñez', phone: '+593987654321' })
      await luis.push(create(request, { agentId: 'luis' }))
      world.clock.pass(1_000)
      const deskId = '01JDESK00000000000000000BB'
      await world.ask('POST', paths.desk, { token: luis.token, body: { deskId, credential: 'd'.repeat(43) } })
      await world.ask('POST', `${paths.desks}/${deskId}/wipe`, { token: eva.token })
      world.clock.pass(1_000)
      await world.ask('POST', `${paths.desks}/${deskId}/wipe`, { token: luis.token })

      const read = async (query: string) =>
        AuditPage.parse((await world.ask('GET', `${operatingPaths.audit}?${query}`, { token: alba })).body)
      const wipe = { act: 'POST /v1/desks/:deskId/wipe', subject: deskId }
      const newest = (await read('limit=2')).entries
      expect(newest).toMatchObject([
        { agentId: 'luis', ...wipe, outcome: 'refused' },
        { agentId: 'eva', ...wipe, outcome: 'done' },
      ])
      const all: TrailEntry[] = []
      for (let next: string | null = ''; next !== null;) {
        const page: AuditPage = await read(`agentId=luis&limit=1${next === '' ? '' : `&before=${next}`}`)
        all.push(...page.entries)
        next = page.next
      }
      const filed = {
        act: 'serviceRequest.create',
        subject: expect.stringContaining(request.serviceRequestId) as string,
        outcome: 'done',
      }
      expect(all).toContainEqual(expect.objectContaining(filed))
      expect(all).toContainEqual(expect.objectContaining({ act: 'sign-in', outcome: 'done' }))
      expect(new Set(all.map(({ agentId }) => agentId))).toEqual(new Set(['luis']))
      expect(all.map(({ at }) => at)).toEqual(
        all
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      )
      expect(JSON.stringify(all)).not.toMatch(/Plantada|987654321/)
      for (const token of [luis.token, eva.token])
        expect((await world.ask('GET', operatingPaths.audit, { token })).status).toBe(403)
    })

    test('what a stranger types at the door is not kept in the trail', async () => {
      await world.ask('POST', paths.session, { body: { agentId: 'Plantada' } })
      const kept = await database().open.db.selectFrom('audit_trail').selectAll().execute()
      expect(kept).toContainEqual(
        expect.objectContaining({ agent_id: null, act: 'sign-in', outcome: 'refused' }),
      )
      expect(JSON.stringify(kept)).not.toContain('Plantada')
    })

    test('a change whose trace cannot be written is not made', async () => {
      const { db } = database().open
      const eva = await world.signIn('eva')
      const deskId = '01JDESK00000000000000000CC'
      await world.ask('POST', paths.desk, { token: eva.token, body: { deskId, credential: 'e'.repeat(43) } })
      await db.schema.alterTable('audit_trail').renameTo('audit_trail_away').execute()
      const answer = await world.ask('POST', `${paths.desks}/${deskId}/wipe`, { token: eva.token })
      await db.schema.alterTable('audit_trail_away').renameTo('audit_trail').execute()
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      const ordered = db.selectFrom('desks').select('wipe_ordered_at').where('desk_id', '=', deskId)
      expect(await ordered.execute()).toEqual([{ wipe_ordered_at: null }])
    })
  })

export const operatingMigrationSuite: Suite = (database) =>
  test('0093 keeps the commands of before, without a word of what they were about', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 93))
    const decided = {
      command_id: 'c1',
      fingerprint: 'f',
      agent_id: 'ana',
      type: 't',
      status: 'accepted' as const,
      reason: null,
      decided_at: new Date(0),
    }
    await db.insertInto('commands').values(decided).execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('commands').select(['command_id', 'subject']).execute()).toEqual([
      { command_id: 'c1', subject: null },
    ])
    expect(await db.selectFrom('audit_trail').selectAll().execute()).toEqual([])
  })

export const looksMigrationSuite: Suite = (database) =>
  test('0117 keeps the trail of before, and takes no right to a look that nobody has', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 117))
    const entry = { agent_id: 'ana', act: 'sign-in', subject: '', outcome: 'done' as const }
    await db
      .insertInto('audit_trail')
      .values({ ...entry, audit_id: '1', at: new Date(0) })
      .execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('audit_trail').select(['act', 'reason']).execute()).toEqual([
      { act: 'sign-in', reason: null },
    ])
    const wrong = sql`UPDATE audit_trail SET reason = 'curious'`.execute(db)
    await expect(wrong).rejects.toMatchObject({ code: '23514' })
  })

const unknownAddress = JSON.stringify({ code: 'not-found', message: 'Nothing lives at this address.' })

async function figures(world: BackendWorld): Promise<string> {
  const response = await fetch(world.backend.url + operatingPaths.metrics, {
    headers: { authorization: `Bearer ${metricsToken}` },
  })
  expect(response.headers.get('content-type')).toContain('text/plain')
  return await response.text()
}
