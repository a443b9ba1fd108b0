import { expect, test, type Page } from '@playwright/test'
import type { Caller } from '../../../src/demo/citizens/caller.ts'
import { systemClock } from '../../../src/demo/clock.ts'
import { startExchange, type Exchange } from '../../../src/demo/exchange/exchange.ts'
import { encodeSample } from '../../../src/demo/exchange/g711.ts'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'
import type { CallEvent } from '../../../src/shared/domain/call.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/telephony.ts'
import { layLine } from '../../support/cuttable-line.ts'
import { buildVoicePage, type VoiceHost } from '../../support/voice-host.ts'

const agent = { agentId: 'a-1', name: 'Rosa Vega', role: 'agent' as const, queues: ['tramites'] }
const tone = Uint8Array.from({ length: 240_000 }, (_, at) => encodeSample(6000 * Math.sin(at / 3)))
const caller: Caller = {
  key: 'prueba',
  name: 'Doña "Inés" <b>Páez</b>',
  number: '+593 99 000 0101',
  reason: 'Prueba',
  queue: 'tramites',
  ivr: { topic: 'predial', summary: 'Duda; con = y ñ' },
  patienceSeconds: 60,
  behaviour: 'talks',
  turns: [{ pauseMs: 0, voice: tone }],
}

const tones: string[] = []
const log = {
  info(message: string, facts?: Record<string, unknown>) {
    if (message === 'A key was heard.') tones.push(String(facts?.['tone']))
  },
  warn: () => {},
  error: () => {},
}

let built: Awaited<ReturnType<typeof buildVoicePage>>
let host: VoiceHost
let exchange: Exchange

test.beforeAll(async () => {
  built = await buildVoicePage()
})
test.afterAll(() => built.remove())
test.beforeEach(async () => {
  tones.length = 0
  host = await built.serve()
  exchange = await openExchange(0)
})
test.afterEach(async () => {
  await exchange.close()
  await host.close()
})

function openExchange(port: number): Promise<Exchange> {
  return startExchange({
    port,
    clock: systemClock,
    log,
    priorityOf: () => 5,
    callers: [caller],
    mediaAddresses: [],
  })
}

async function signIn(
  page: Page,
  account = exchange.account(agent),
  path = '/voice.html?desk=apart',
): Promise<void> {
  host.greet([{ kind: 'open-microphone' }, { kind: 'register', account }])
  await page.goto(host.url + path)
}

async function takeCall(page: Page, account?: SoftphoneAccount, path?: string): Promise<string> {
  await signIn(page, account, path)
  await registered()
  await exchange.setPresence('a-1', { kind: 'ready' })
  exchange.call(caller)
  const { callId } = await incoming()
  host.execute({ kind: 'answer', callId })
  await callEvent('connected')
  return callId
}

const registered = () =>
  host.event(
    (event) => event.kind === 'registration' && event.registration.state === 'registered',
    'registration',
  )

async function incoming() {
  const event = await host.event(({ kind }) => kind === 'incoming', 'incoming call')
  if (event.kind !== 'incoming') throw new Error('unreachable')
  return event
}

async function callEvent(
  kind: CallEvent['kind'],
  fits: (event: CallEvent) => boolean = () => true,
): Promise<CallEvent> {
  const event = await host.event(
    (one) => one.kind === 'call' && one.event.kind === kind && fits(one.event),
    `call event ${kind}`,
  )
  if (event.kind !== 'call') throw new Error('unreachable')
  return event.event
}

type Devices = Extract<TelephonyEvent, { kind: 'devices' }>

async function devicesWhere(fits: (event: Devices) => boolean): Promise<Devices> {
  const event = await host.event(
    (one) => one.kind === 'devices' && one.report.microphone === 'open' && fits(one),
    'device report',
  )
  if (event.kind !== 'devices') throw new Error('unreachable')
  return event
}

const levelsAbove = (energy: number, side: 'inboundEnergy' | 'outboundEnergy') =>
  host.event((event) => event.kind === 'levels' && event[side] > energy, `${side} above ${energy}`)

test('a citizen calls, both are heard, and the agent hangs up', async ({ page }) => {
  const callId = await takeCall(page)
  expect((await incoming()).offer).toEqual({
    number: '+593 99 000 0101',
    displayName: 'Doña "Inés" <b>Páez</b>',
    queue: 'tramites',
    externalCallId: exchange.report()[0]?.externalCallId,
    ivr: { topic: 'predial', summary: 'Duda; con = y ñ' },
    userToUser: expect.any(String),
  })
  await host.event(({ kind }) => kind === 'first-audio', 'first audio')
  await levelsAbove(0.001, 'inboundEnergy')
  await expect.poll(() => exchange.report()[0]?.heardAgentEnergy).toBeGreaterThan(1e-6)
  host.execute({ kind: 'hang-up', callId })
  expect(await callEvent('ended')).toMatchObject({ cause: 'agent-hung-up' })
  await expect.poll(() => exchange.report()[0]?.endedBy).toBe('agent')
})

test('hold silences both ways and is taken back; mute and keys reach the citizen', async ({ page }) => {
  const callId = await takeCall(page)
  await host.event(({ kind }) => kind === 'first-audio', 'first audio')
  host.execute({ kind: 'hold', callId, held: true })
  await callEvent('held', (event) => event.kind === 'held' && event.held)
  host.execute({ kind: 'hold', callId, held: false })
  await callEvent('held', (event) => event.kind === 'held' && !event.held)
  host.execute({ kind: 'mute', callId, muted: true })
  await callEvent('muted', (event) => event.kind === 'muted' && event.muted)
  host.execute({ kind: 'dtmf', callId, tones: '5#' })
  await expect.poll(() => [...new Set(tones)].join('')).toContain('5')
  await expect.poll(() => [...new Set(tones)].join('')).toContain('#')
})

test('the microphone can be changed in mid-call, and stays muted if it was', async ({ page }) => {
  const callId = await takeCall(page)
  await levelsAbove(0, 'outboundEnergy')
  const { devices } = (await devicesWhere(() => true)).report
  const other = devices.filter(({ kind }) => kind === 'input').at(-1)?.deviceId ?? ''
  host.execute({ kind: 'choose-device', role: 'microphone', deviceId: other })
  await devicesWhere(({ report }) => report.chosen.microphone === other)
  host.forget()
  await levelsAbove(0, 'outboundEnergy')
  host.execute({ kind: 'mute', callId, muted: true })
  host.execute({ kind: 'choose-device', role: 'microphone', deviceId: 'default' })
  await devicesWhere(({ report }) => report.chosen.microphone === 'default')
  host.forget()
  const first = await host.event(({ kind }) => kind === 'levels', 'levels')
  host.forget()
  expect(await host.event(({ kind }) => kind === 'levels', 'levels')).toMatchObject({
    outboundEnergy: first.kind === 'levels' ? first.outboundEnergy : -1,
  })
})

test('a device the browser refuses is not told as chosen', async ({ page }) => {
  await signIn(page)
  await registered()
  host.execute({ kind: 'choose-device', role: 'speaker', deviceId: 'gone' })
  host.execute({ kind: 'choose-device', role: 'microphone', deviceId: 'gone' })
  const { devices } = (await devicesWhere(() => true)).report
  const other = devices.filter(({ kind }) => kind === 'input').at(-1)?.deviceId ?? ''
  host.execute({ kind: 'choose-device', role: 'microphone', deviceId: other })
  const { report } = await devicesWhere((event) => event.report.chosen.microphone !== 'default')
  expect(report.chosen).toEqual({ microphone: other, speaker: 'default', ringer: 'default' })
})

test('it rings on the device chosen for ringing', async ({ page }) => {
  await page.addInitScript(() => {
    const play: () => Promise<void> = Reflect.get(HTMLMediaElement.prototype, 'play')
    HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
      document.body.dataset['ringsOn'] = this.sinkId
      return play.call(this)
    }
  })
  await signIn(page)
  const { devices } = (await devicesWhere(() => true)).report
  const other = devices.filter(({ kind }) => kind === 'output').at(-1)?.deviceId ?? ''
  host.execute({ kind: 'choose-device', role: 'ringer', deviceId: other })
  await devicesWhere(({ report }) => report.chosen.ringer === other)
  host.execute({ kind: 'ring', on: true })
  await expect(page.locator('body')).toHaveAttribute('data-rings-on', other)
  host.execute({ kind: 'ring', on: false })
})

test('64 KB of menu data and a name of markup ring like any other call', async ({ page }) => {
  await signIn(page)
  await registered()
  await exchange.setPresence('a-1', { kind: 'ready' })
  const name = `<img src=x onerror=alert(1)>${'A'.repeat(65_536)}`
  exchange.call({ ...caller, name, ivr: { summary: 'ñ'.repeat(30_000) } })
  const { offer } = await incoming()
  expect(offer.displayName).toBe(name.slice(0, 256))
  expect(offer.ivr['summary']?.length).toBeGreaterThan(100)
})

test('the desk inside the voice page reloads alone: the call goes on', async ({ page }) => {
  await page.route('**/desk.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Escritorio</title>' }),
  )
  const callId = await takeCall(page, exchange.account(agent), '/voice.html')
  await expect(page).toHaveTitle('Escritorio')
  const desk = page.frames().find((frame) => frame.url().endsWith('/desk.html'))
  await desk?.evaluate(() => location.reload())
  host.forget()
  await levelsAbove(0.001, 'inboundEnergy')
  host.execute({ kind: 'hang-up', callId })
  await callEvent('ended')
})

test('a window that lost its desk to another keeps the running call, and can end it', async ({ page }) => {
  await takeCall(page)
  host.dropPage()
  await page.getByRole('button', { name: 'Colgar la llamada' }).click()
  await expect.poll(() => exchange.report()[0]?.endedBy).toBe('agent')
})

test('a citizen who gives up before the answer ends the call as cancelled', async ({ page }) => {
  await signIn(page)
  await registered()
  await exchange.setPresence('a-1', { kind: 'ready' })
  exchange.call({ ...caller, patienceSeconds: 1 })
  await incoming()
  expect(await callEvent('ended')).toMatchObject({ cause: 'cancelled' })
})

for (const { title, change, reason, status } of [
  {
    title: 'a wrong password',
    change: (account: SoftphoneAccount) => ({ ...account, password: 'wrong' }),
    reason: 'wrong-password',
    status: 403,
  },
  {
    title: 'an account the exchange does not know',
    change: (account: SoftphoneAccount) => ({ ...account, uri: 'sip:nobody@exchange.invalid' }),
    reason: 'unknown-account',
    status: 404,
  },
]) {
  test(`${title} is refused and not tried again`, async ({ page }) => {
    await signIn(page, change(exchange.account(agent)))
    const refused = await host.event(
      (event) => event.kind === 'registration' && event.registration.state === 'refused',
      'refusal',
    )
    expect(refused).toMatchObject({ registration: { reason, status } })
  })
}

test('the line comes back by itself, and the call that went on meanwhile can still be held', async ({
  page,
}) => {
  const line = await layLine(exchange.url)
  const callId = await takeCall(page, { ...exchange.account(agent), sockets: [{ url: line.url, weight: 0 }] })
  host.forget()
  await line.cut()
  await host.event(offline('lost'), 'loss')
  host.execute({ kind: 'hold', callId, held: true })
  await line.mend()
  await registered()
  await callEvent('held', (event) => event.kind === 'held' && event.held)
  host.execute({ kind: 'hold', callId, held: false })
  await callEvent('held', (event) => event.kind === 'held' && !event.held)
  await levelsAbove(0.001, 'inboundEnergy')
  expect(host.events.filter((event) => event.kind === 'call' && event.event.kind === 'ended')).toEqual([])
  host.execute({ kind: 'hang-up', callId })
  await expect.poll(() => exchange.report()[0]?.endedBy).toBe('agent')
  await line.close()
})

test('a call that only rings ends with its line', async ({ page }) => {
  const line = await layLine(exchange.url)
  await signIn(page, { ...exchange.account(agent), sockets: [{ url: line.url, weight: 0 }] })
  await registered()
  await exchange.setPresence('a-1', { kind: 'ready' })
  exchange.call(caller)
  await incoming()
  await line.cut()
  expect(await callEvent('ended')).toMatchObject({ cause: 'line-lost' })
})

test('a line that went silent is noticed when the core says that the machine woke up', async ({ page }) => {
  const line = await layLine(exchange.url)
  await signIn(page, { ...exchange.account(agent), sockets: [{ url: line.url, weight: 0 }] })
  await registered()
  await page.clock.install()
  await page.clock.resume()
  line.freeze()
  await page.clock.runFor(1_500)
  host.execute({ kind: 'reconnect' })
  await page.clock.runFor(6_000)
  await host.event(offline('lost'), 'loss')
  await line.close()
})

test('an exchange that is not there is told as unreachable', async ({ page }) => {
  const account = exchange.account(agent)
  await exchange.close()
  await signIn(page, account)
  await host.event(offline('unreachable'), 'unreachable')
  exchange = await openExchange(0)
})

test('a call outlives the core: when it is back, it hears of the call and of its microphone', async ({
  page,
}) => {
  const callId = await takeCall(page)
  await host.stop()
  host.forget()
  await host.start()
  expect(await incoming()).toMatchObject({ callId })
  await callEvent('connected')
  await host.event((event) => event.kind === 'devices' && event.report.microphone === 'open', 'devices')
  host.execute({ kind: 'hang-up', callId })
  await callEvent('ended')
})

test('another voice page took over: this one says so and leaves the line', async ({ page }) => {
  await signIn(page)
  await registered()
  host.dropPage()
  await expect(page.getByRole('heading', { name: 'Este puesto se abrió en otra ventana' })).toBeVisible()
})

function offline(reason: 'lost' | 'unreachable') {
  return (event: TelephonyEvent) =>
    event.kind === 'registration' &&
    event.registration.state === 'offline' &&
    event.registration.reason === reason
}

for (const [name, state] of [
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
] as const) {
  test(`a ${state} microphone is reported, and a call that is answered all the same ends with the reason`, async ({
    page,
  }) => {
    await page.addInitScript((fault) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', fault))
    }, name)
    await signIn(page)
    await host.event((event) => event.kind === 'devices' && event.report.microphone === state, state)
    await registered()
    await exchange.setPresence('a-1', { kind: 'ready' })
    exchange.call(caller)
    const { callId } = await incoming()
    host.execute({ kind: 'answer', callId })
    expect(await callEvent('ended')).toMatchObject({ cause: 'no-microphone' })
  })
}
