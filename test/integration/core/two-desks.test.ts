import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import { httpBackend } from '../../../src/main/sync/backend-client.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { writeSmallPack, type PackFolder } from '../../support/backend/small-pack.ts'
import { deviceReport } from '../../support/device-report.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'
import { settled } from '../../support/test-desk.ts'
import { waitFor } from '../../support/wait-for.ts'

const clock = fakeClock()
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-two-desks-'))
const told: string[] = []
const cores: Core[] = []
let backend: RunningBackend
let pack: PackFolder

beforeAll(async () => {
  pack = await writeSmallPack()
  backend = await startBackend({
    cityId: 'quito',
    packFolder: pack.folder,
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    clock,
    exchange: {
      ...logOnlyExchange(quietLog),
      setPresence: (_agent, { kind }) => Promise.resolve(void told.push(kind)),
    },
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
  })
})
afterAll(async () => {
  for (const core of cores) await core.close()
  await backend.close()
  await pack.remove()
  rmSync(folder, { recursive: true, force: true })
})

interface Station {
  desk: Desk
  voice: Desk
  /** What its voice page was told to do with the line, oldest first. */
  line: string[]
}

const at = () => new Date(clock.now()).toISOString()

async function station(name: string): Promise<Station> {
  const core = await createCore({
    shell: quietShell(join(folder, name)),
    clock,
    checkpointThread: null,
    log: quietLog,
    policy: {
      backend: { url: backend.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      knowledge: { keys: [backend.publicKey], revoked: [] },
    },
  })
  cores.push(core)
  const [page, own] = memoryPorts()
  const [voicePage, voiceOwn] = memoryPorts()
  core.attach(own, 'desk')
  core.attach(voiceOwn, 'voice')
  const [desk, voice] = [connectDesk(page), connectDesk(voicePage)]
  const line: string[] = []
  voice.on('voice.execute', ({ kind }) => {
    if (kind === 'register' || kind === 'unregister') line.push(kind)
  })
  return { desk, voice, line }
}

async function sitDown({ desk, voice }: Station): Promise<void> {
  await desk.request('session.signIn', { agentId: 'ana' })
  await until('the shift came down', async () => (await desk.request('shift.today', {})) !== null)
  const registration = { state: 'registered', since: at() } as const
  await voice.request('voice.report', { kind: 'registration', registration })
  await voice.request('voice.report', { kind: 'devices', report: deviceReport() })
  await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  await until('the exchange was told', () => Promise.resolve(told.at(-1) === 'ready'))
}

async function answerACall({ desk, voice }: Station, callId: string): Promise<string> {
  await voice.request('voice.report', {
    kind: 'incoming',
    callId,
    at: at(),
    epochMs: clock.now(),
    offer: {
      number: '+593991234567',
      displayName: 'Rosa',
      queue: 'incidencias',
      externalCallId: callId,
      ivr: {},
      userToUser: '',
    },
  })
  await voice.request('voice.report', { kind: 'call', callId, event: { kind: 'connected', at: at() } })
  const contact = await desk.request('contacts.current', {})
  return contact?.interaction.interactionId ?? ''
}

const session = ({ desk }: Station) => desk.request('session.get', {})

/** Pokes and rounds of sync go by the clock. */
const until = (what: string, ask: () => Promise<unknown>) =>
  waitFor(what, async () => {
    if (await ask()) return true
    clock.pass(1_000)
    await settled()
    return undefined
  })

test('the newer desk takes over at once; the older one says since when, and the exchange hears no end of it', async () => {
  const home = await station('home')
  const office = await station('office')
  await sitDown(home)
  const since = clock.now()
  await sitDown(office)
  await until('the older desk is closed', async () => !(await session(home)).signedIn)
  const { elsewhereSince } = await session(home)
  expect(Date.parse(elsewhereSince ?? '')).toBeGreaterThanOrEqual(since)
  expect(await session(office)).toMatchObject({ signedIn: true, elsewhereSince: null })
  expect(told).not.toContain('signed-out')

  await sitDown(home)
  await until('the other one is closed in turn', async () => !(await session(office)).signedIn)
  expect(await session(home)).toMatchObject({ signedIn: true, elsewhereSince: null })
})

test('an older desk in a call leaves the line to the newer one at once, and still reaches whom the citizen needs', async () => {
  const plaza = await station('plaza')
  const parque = await station('parque')
  await sitDown(plaza)
  await answerACall(plaza, 'p1')
  await sitDown(parque)
  await until('the older desk knows', async () => (await session(plaza)).elsewhereSince !== null)
  // A line that stayed registered would be refreshed within minutes, and at an exchange that keeps one contact for
  // each account it would take the newer desk's place.
  expect(plaza.line).toEqual(['register', 'unregister'])
  expect(parque.line).toEqual(['register'])
  await plaza.voice.request('voice.report', { kind: 'registration', registration: { state: 'none' } })
  expect((await plaza.desk.request('agent.get', {})).state).toBe('talking')

  const { commands } = await plaza.voice.request('voice.hello', {})
  expect(commands.map(({ kind }) => kind)).not.toContain('register')
  const { callId } = await plaza.desk.request('calls.emergency', {})
  const parts = (await plaza.desk.request('calls.list', {})).map((call) => [call.callId, call.part])
  expect(parts).toContainEqual([callId, 'emergency'])

  for (const one of ['p1', callId])
    await plaza.voice.request('voice.report', {
      kind: 'call',
      callId: one,
      event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
    })
  await expect(plaza.desk.request('calls.dial', { to: '200' })).rejects.toMatchObject({ code: 'no-line' })
  const contact = await plaza.desk.request('contacts.current', {})
  if (!contact) throw new Error('The contact is not there.')
  const { interactionId, draft } = contact.interaction
  await plaza.desk.request('contacts.close', { interactionId, draft: { ...draft, disposition: 'INF' } })
  await until('it is closed after its contact', async () => !(await session(plaza)).signedIn)
  expect(plaza.line.slice(1)).not.toContain('register')
})

test('an older desk in a call keeps it, takes no other, tells no state, sends its case and only then closes', async () => {
  const sala = await station('sala')
  const balcon = await station('balcon')
  await sitDown(sala)
  const interactionId = await answerACall(sala, 'c1')
  await sitDown(balcon)
  await until('the older desk knows', async () => (await session(sala)).elsewhereSince !== null)
  expect(await session(sala)).toMatchObject({ signedIn: true })
  expect(await sala.desk.request('calls.list', {})).toHaveLength(1)

  const before = told.length
  const ended = { kind: 'ended', at: at(), cause: 'citizen-hung-up' } as const
  await sala.voice.request('voice.report', { kind: 'call', callId: 'c1', event: ended })
  const contact = await sala.desk.request('contacts.current', {})
  if (!contact) throw new Error('The contact is not there.')
  await sala.desk.request('contacts.close', {
    interactionId,
    draft: {
      ...contact.interaction.draft,
      callerName: 'Rosa',
      callbackNumber: '0991234567',
      address: 'Calle Bolívar 12',
      description: 'Luminaria apagada',
      serviceCode: 'alumbrado',
      disposition: 'CAS',
    },
  })
  await until('it is closed after its contact', async () => !(await session(sala)).signedIn)
  expect(told.slice(before)).toEqual([])
  const city = httpBackend(backend.url)
  const { token } = await city.signIn({ agentId: 'ana' })
  expect(JSON.stringify(await city.changes(token, 0))).toContain('Luminaria apagada')
})
