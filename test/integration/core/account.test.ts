import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { systemClock as backendClock } from '../../../src/backend/clock.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { AccountSettings } from '../../../src/backend/sign-in/account/settings.ts'
import { startIssuer, type DemoIssuer } from '../../../src/demo/issuer/issuer.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import { systemClock, type Shell } from '../../../src/main/shell.ts'
import { httpBackend } from '../../../src/main/sync/backend-client.ts'
import { paths } from '../../../src/shared/backend-api.ts'
import type { SessionView } from '../../../src/shared/contract.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'
import { waitFor } from '../../support/wait-for.ts'
import { walkIssuer } from '../../support/walk-issuer.ts'
import { anyHour } from '../../support/any-hour.ts'

const people = [
  { agentId: 'ana-guaman', name: 'Ana', role: 'agent' },
  { agentId: 'visita', name: 'De otra oficina', role: 'agent' },
  { agentId: 'luis-caiza', name: 'Luis', role: 'none' },
]
/** Of Quito's pack. */
const procedureId = 'q01-salas-palacio'
const unlockCode = 'una-frase-de-hoy'

let issuer: DemoIssuer
let backend: RunningBackend
let shell: Shell
let core: Core
let desk: Desk
let folder: string
/** Where the desk sent the browser, newest last; what the person there does is the test's. */
const visited: string[] = []
let cut = false
/** How far the backend's clock is ahead: the desk does not know that its token ended. */
let aheadMs = 0
const asked: string[] = []
let onAsked: (path: string) => void = () => {}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-account-'))
  issuer = await startIssuer({ people, log: quietLog })
  backend = await startBackend({
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    database: { kind: 'pglite' },
    signIn: 'account',
    account: AccountSettings.parse({
      issuer: issuer.issuer,
      clientId: issuer.clientId,
      roles: { claim: 'groups', groups: { agent: ['agent'] } },
    }),
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
    clock: { ...backendClock, now: () => Date.now() + aheadMs },
  })
  shell = {
    ...quietShell(folder),
    openExternal: (address) => Promise.resolve(Boolean(visited.push(address))),
  }
  await openDesk()
})
afterAll(async () => {
  await core.close()
  await backend.close()
  await issuer.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openDesk(
  signIn: { issuer?: string; offlineHours: number } = { offlineHours: 0 },
): Promise<void> {
  const send: typeof fetch = async (input, init) => {
    const path = input instanceof URL ? input.pathname : ''
    if (cut) throw new TypeError('The cable is out.')
    asked.push(path)
    onAsked(path)
    return await fetch(input, init)
  }
  core = await createCore({
    shell,
    clock: systemClock,
    log: quietLog,
    backend: httpBackend(backend.url, send),
    policy: {
      backend: { url: backend.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      rules: anyHour,
      knowledge: { keys: [backend.publicKey], revoked: [] },
      signIn,
    },
  })
  const [deskEnd, deskCore] = memoryPorts()
  core.attach(deskCore, 'desk')
  desk = connectDesk(deskEnd)
}

const session = () => desk.request('session.get', {})
async function reach(state: SessionView['account']['state']): Promise<void> {
  await waitFor(`the sign-in to be ${state}`, async () => (await session()).account.state === state)
}
async function enter(): Promise<string> {
  const before = visited.length
  await session()
  await desk.request('session.enterWithAccount', { unlockCode })
  await waitFor('the browser', () => Promise.resolve(visited.length > before))
  return visited.at(-1) ?? ''
}

test('the browser is asked for a code with PKCE, for this desk alone', async () => {
  const address = new URL(await enter())
  const said = Object.fromEntries(address.searchParams)
  expect(said).toMatchObject({
    response_type: 'code',
    client_id: 'ventanilla-desk',
    scope: 'openid profile',
    code_challenge_method: 'S256',
  })
  expect(said['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
  expect(said['nonce']).toMatch(/^[\w-]{43}$/)
  expect(said['prompt']).toBeUndefined()
})

test('an answer that another page brings is not taken, and the desk goes on waiting', async () => {
  const callback = new URL(visited.at(-1) ?? '').searchParams.get('redirect_uri') ?? ''
  expect((await fetch(`${callback}?code=stolen&state=guessed`)).status).toBe(404)
  expect((await session()).account.state).toBe('waiting')
  await desk.request('session.cancelAccount', {})
  await reach('cancelled')
  await expect(fetch(callback)).rejects.toThrow('fetch failed')
})

test('whoever cancels in the browser, or is nobody here, is told so and may try with another account', async () => {
  await walkIssuer(await enter(), '')
  await reach('cancelled')
  await walkIssuer(await enter(), 'visita')
  await reach('wrong-person')
  const again = await enter()
  expect(new URL(again).searchParams.get('prompt')).toBe('login')
  await walkIssuer(again, 'luis-caiza')
  await reach('wrong-person')
  expect((await session()).signedIn).toBe(false)
})

test('the right person is in; the lock opens with the code chosen at the door', async () => {
  expect(await walkIssuer(await enter(), 'ana-guaman')).toBe(200)
  await waitFor('the session', async () => (await session()).signedIn)
  expect(await session()).toMatchObject({
    agent: { agentId: 'ana-guaman', role: 'agent' },
    account: { state: 'none', address: null },
  })
  await desk.request('lock.now', {})
  await expect(desk.request('lock.open', { password: 'otra-frase' })).rejects.toMatchObject({
    code: 'unauthorised',
  })
  expect((await desk.request('lock.open', { password: unlockCode })).locked).toBe(false)
})

test('a token that ends in the middle of a push is renewed once, and every command arrives once', async () => {
  const give = (words: string) =>
    desk.request('feedback.give', { kind: 'procedure', id: procedureId, fact: 'other', words })
  await waitFor('the knowledge to come down', () =>
    give('aviso').then(
      () => true,
      () => false,
    ),
  )
  await desk.request('sync.now', {})
  cut = true
  const count = 120
  for (let index = 0; index < count; index++) await give(`aviso ${index}`)
  expect((await desk.request('sync.get', {})).pending).toBe(count)
  cut = false
  asked.length = 0
  onAsked = (path) => {
    if (path !== paths.commands || asked.filter((each) => each === path).length !== 2) return
    aheadMs += 16 * 60_000
  }
  await desk.request('sync.now', {})
  onAsked = () => {}
  await waitFor('the outbox to be empty', async () => (await desk.request('sync.get', {})).pending === 0)
  expect(await desk.request('sync.get', {})).toMatchObject({ rejected: [], reachable: true })
  expect((await session()).signedIn).toBe(true)
  expect(asked.filter((path) => path === paths.refreshSession)).toHaveLength(1)
})

test('a restart goes on with the session; neither token nor key lies readable on the disk', async () => {
  await core.close()
  const file = readFileSync(join(folder, 'cache.db'))
  expect(file.includes('ana-guaman')).toBe(false)
  await openDesk()
  expect((await session()).signedIn).toBe(true)
  await desk.request('lock.open', { password: unlockCode })
  await desk.request('sync.now', {})
  expect((await desk.request('sync.get', {})).reachable).toBe(true)
})

test('the issuer that IT pinned is the only one: a backend that names another gets nobody', async () => {
  await desk.request('session.signOut', {})
  await core.close()
  await openDesk({ issuer: 'https://id.quito.test', offlineHours: 0 })
  const before = visited.length
  await session()
  await desk.request('session.enterWithAccount', { unlockCode })
  await reach('failed')
  expect(visited).toHaveLength(before)
})

test('an account service that is away is told; whoever is signed in works on', async () => {
  await core.close()
  aheadMs = 0
  await openDesk()
  await walkIssuer(await enter(), 'ana-guaman')
  await waitFor('the session', async () => (await session()).signedIn)
  await issuer.close()
  await desk.request('sync.now', {})
  expect(await session()).toMatchObject({ signedIn: true })
  await desk.request('session.signOut', {})
  await desk.request('session.enterWithAccount', { unlockCode })
  await reach('provider-down')
})
