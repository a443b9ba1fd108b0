import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { serveOn, type BackendOptions, type RunningBackend } from '../../../src/backend/backend.ts'
import { readRecord, writeRecords } from '../../../src/backend/changes/change-log.ts'
import { openDatabase, type OpenDatabase } from '../../../src/backend/database/open.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/telephony.ts'
import { ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { smallPack, writeSmallPack, type PackFolder } from '../../support/backend/small-pack.ts'
import { deviceReport } from '../../support/device-report.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { openServices } from '../../support/open311/open-services.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'

const clock = fakeClock()
const key = 'between-the-two-cities'
const packs: PackFolder[] = []
const backends: RunningBackend[] = []
const databases: OpenDatabase[] = []
let folder: string
let core: Core
let desk: Desk
let voice: Desk

async function startCity(
  options: Pick<BackendOptions, 'open311'>,
  services?: readonly object[],
): Promise<RunningBackend> {
  const pack = await writeSmallPack()
  if (services) await pack.write('services.json', services)
  const database = await openDatabase({ kind: 'pglite' }, clock, quietLog)
  const backend = await serveOn(database, {
    cityId: 'quito',
    packFolder: pack.folder,
    signIn: 'choose',
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
    clock,
    ...options,
  })
  packs.push(pack)
  databases.push(database)
  backends.push(backend)
  return backend
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-core-'))
  const server = { contact: '', keyService: '', kind: 'test' as const, keys: [{ name: 'vecina', key }] }
  const other = await startCity({ open311: { server, destinations: [] } }, openServices)
  const destination = {
    name: 'vecina',
    url: `${other.url}/open311/v2`,
    key,
    services: { luz: 'farola' },
    requester: 'kept' as const,
    updates: 'none' as const,
  }
  const own = await startCity({ open311: { destinations: [destination] } }, [
    { ...smallPack['services.json'][0], serviceCode: 'luz' },
  ])
  core = await createCore({
    shell: quietShell(folder),
    clock,
    checkpointThread: null,
    log: quietLog,
    policy: {
      backend: { url: own.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      knowledge: { keys: [own.publicKey], revoked: [] },
    },
  })
  const [deskEnd, deskCore] = memoryPorts()
  const [voiceEnd, voiceCore] = memoryPorts()
  core.attach(deskCore, 'desk')
  core.attach(voiceCore, 'voice')
  desk = connectDesk(deskEnd)
  voice = connectDesk(voiceEnd)
})
afterAll(async () => {
  await core.close()
  for (const backend of backends) await backend.close()
  for (const database of databases) await database.close()
  for (const pack of packs) await pack.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** Lets time pass until it is so; what travels between the three needs real turns of the event loop. */
async function until(check: () => Promise<void>, stepMs = 1_000): Promise<void> {
  await vi.waitFor(
    async () => {
      clock.pass(stepMs)
      // Five minutes without a hand on it lock a desk.
      await desk.request('lock.open', {})
      await check()
    },
    { timeout: 30_000, interval: 20 },
  )
}

test('what another city asks is answered in the desk’s form, arrives there as its attributes, and what became of it comes back', async () => {
  await desk.request('session.signIn', { agentId: 'ana' })
  const formOf = async () =>
    (await desk.request('catalogue.get', {})).forms.find(({ serviceCode }) => serviceCode === 'luz')
  await until(async () =>
    expect((await formOf())?.questions.map(({ code }) => code)).toEqual([
      'altura',
      'desde',
      'cuantas',
      'detalle',
      'zona',
    ]),
  )

  const at = () => new Date(clock.now()).toISOString()
  const report = (event: TelephonyEvent) => voice.request('voice.report', event)
  await report({ kind: 'registration', registration: { state: 'registered', since: at() } })
  await report({ kind: 'devices', report: deviceReport() })
  await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  const offer = {
    number: '0991234567',
    displayName: '',
    queue: 'general',
    externalCallId: 'x1',
    ivr: {},
    userToUser: '',
  }
  await report({ kind: 'incoming', callId: 'c1', offer, at: at(), epochMs: clock.now() })
  await report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: at() } })
  await report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
  })
  const interactionId = (await desk.request('contacts.current', {}))?.interaction.interactionId ?? ''
  const answers = {
    altura: 'cables\nluz',
    desde: '2026-11-20T21:00',
    cuantas: '2,5',
    detalle: 'Ñandú ☂ & <b>',
    zona: 'norte',
  }
  const closed = await desk.request('contacts.close', {
    interactionId,
    draft: {
      notes: '',
      callerName: 'María Quishpe',
      callbackNumber: '0991234567',
      address: 'Av. Amazonas',
      description: 'Farola apagada',
      serviceCode: 'luz',
      disposition: 'CAS',
      formAnswers: { luz: answers },
    },
  })
  const serviceRequestId = closed.serviceRequestId ?? ''
  const mine = async () => {
    const listed = await desk.request('serviceRequests.list', {})
    return listed.find(({ request }) => request.serviceRequestId === serviceRequestId)?.request
  }
  const way = async () => (await mine())?.destinations?.[0]
  await until(async () => expect(await way()).toMatchObject({ name: 'vecina', state: 'received' }))

  const there = databases[0]?.db
  if (!there) throw new Error('no other city')
  const rows = await there
    .selectFrom('records')
    .select(['id', 'doc'])
    .where('entity', '=', 'service-request')
    .execute()
  expect(rows).toHaveLength(1)
  const [row] = rows
  const arrived = ServiceRequest.parse(row?.doc)
  expect(arrived).toMatchObject({
    serviceCode: 'farola',
    referenceNumber: (await way())?.reference,
    address: 'Av. Amazonas',
    requesterName: '',
    phone: '',
    attributes: {
      altura: 'cables\nluz',
      desde: '2026-11-21T02:00:00.000Z',
      cuantas: '2.5',
      detalle: 'Ñandú ☂ & <b>',
      zona: 'norte',
    },
  })
  expect(arrived.description).toContain(`Ref. ${serviceRequestId}`)

  // The unit over there is done with it.
  const doc = { ...arrived, status: 'closed' as const, statusNotes: 'Lámpara cambiada.', updatedAt: at() }
  await there
    .transaction()
    .execute((trx) =>
      writeRecords(
        trx,
        [{ entity: 'service-request', id: arrived.serviceRequestId, doc }],
        new Date(clock.now()),
      ),
    )
  await until(
    async () => expect(await mine()).toMatchObject({ status: 'closed', statusNotes: 'Lámpara cambiada.' }),
    10_000,
  )
  const kept = await readRecord(databases[1]?.db ?? there, 'service-request', serviceRequestId)
  expect(kept).toMatchObject({ status: 'closed', attributes: { cuantas: '2.5' } })
})
