import { mkdtempSync, rmSync } from 'node:fs'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import { systemClock } from '../../../src/main/shell.ts'
import type { EndCause } from '../../../src/shared/domain/call.ts'
import type { Presence } from '../../../src/shared/domain/agent.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { maria } from '../../support/knowledge.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'
import { deviceReport } from '../../support/device-report.ts'
import { anyHour } from '../../support/any-hour.ts'

let backend: RunningBackend
let core: Core
let desk: Desk
let voice: Desk
let folder: string
const told: { agentId: string; presence: Presence }[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-core-'))
  backend = await startBackend({
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    exchange: {
      ...logOnlyExchange(quietLog),
      setPresence: ({ agentId }, presence) => Promise.resolve(void told.push({ agentId, presence })),
    },
    softphoneAccount: () => anaSession.softphone,
    seed: [{ entity: 'citizen', id: maria.citizenId, doc: maria }],
    log: quietLog,
  })
  core = await createCore({
    shell: quietShell(folder),
    clock: systemClock,
    log: quietLog,
    policy: {
      backend: { url: backend.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      rules: anyHour,
      knowledge: { keys: [backend.publicKey], revoked: [] },
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
  await backend.close()
  rmSync(folder, { recursive: true, force: true })
})

test('one process, the whole way: sign in, knowledge comes down, a case goes up, the unit’s receipt comes back', async () => {
  const { city } = await desk.request('session.get', {})
  const [someone] = city?.agents ?? []
  await desk.request('session.signIn', { agentId: someone?.agentId ?? '' })
  await until('knowledge.changed', async () => (await desk.request('scripts.list', {})).length > 0)
  await desk.request('sync.now', {})
  const since = new Date().toISOString()
  await voice.request('voice.report', { kind: 'registration', registration: { state: 'registered', since } })
  await voice.request('voice.report', {
    kind: 'devices',
    report: deviceReport(),
  })
  await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  await until('agent.changed', () => told.at(-1)?.presence.kind === 'ready')

  const offer = {
    number: '099 123 4567',
    displayName: '',
    queue: 'incidencias',
    externalCallId: 'x1',
    ivr: { topic: 'alumbrado' },
    userToUser: '',
  }
  await voice.request('voice.report', {
    kind: 'incoming',
    callId: 'c1',
    offer,
    at: since,
    epochMs: Date.now(),
  })
  const current = () => desk.request('contacts.current', {})
  await until('contact.changed', async () => (await current())?.caller === 'told')
  const popped = await current()
  expect(popped?.citizen?.name).toBe('María Quishpe')
  expect(popped?.suggestedScriptId).toBe('alumbrado')
  const happened = (
    event: { kind: 'connected'; at: string } | { kind: 'ended'; at: string; cause: EndCause },
  ) => voice.request('voice.report', { kind: 'call', callId: 'c1', event })
  await happened({ kind: 'connected', at: since })
  await happened({ kind: 'ended', at: new Date().toISOString(), cause: 'citizen-hung-up' })

  const interactionId = popped?.interaction.interactionId ?? ''
  const draft = {
    notes: 'ñandú ☂',
    callerName: 'María Quishpe',
    callbackNumber: '0991234567',
    address: 'Av. Amazonas',
    description: 'Luminaria apagada',
    serviceCode: 'alumbrado',
    disposition: 'CAS' as const,
  }
  const { serviceRequestId } = await desk.request('contacts.close', { interactionId, draft })
  const mine = async () =>
    (await desk.request('serviceRequests.list', {})).find(
      (one) => one.request.serviceRequestId === serviceRequestId,
    )
  await until('serviceRequests.changed', async () => (await mine())?.delivery === 'received')
  expect((await mine())?.request.referenceNumber).toMatch(/^SR-\d{4}-\d{6}$/)
  expect(await desk.request('sync.get', {})).toMatchObject({ pending: 0, rejected: [], reachable: true })
})

/** Asks again at every announcement of that name, for ten seconds at most. */
async function until(
  name: 'knowledge.changed' | 'serviceRequests.changed' | 'agent.changed' | 'contact.changed',
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  if (await holds()) return
  await new Promise<void>((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`${name} never made it true`)), 10_000)
    const again = setInterval(() => void check(), 50)
    const stop = desk.on(name, () => void check())
    async function check(): Promise<void> {
      if (!(await holds())) return
      clearTimeout(giveUp)
      clearInterval(again)
      stop()
      resolve()
    }
  })
}
