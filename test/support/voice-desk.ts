import { test, type Page } from '@playwright/test'
import type { Caller } from '../../src/demo/citizens/caller.ts'
import { systemClock } from '../../src/demo/clock.ts'
import { startExchange, type Exchange } from '../../src/demo/exchange/exchange.ts'
import { encodeSample } from '../../src/demo/exchange/g711.ts'
import type { SoftphoneAccount } from '../../src/shared/backend-api.ts'
import type { CallEvent } from '../../src/shared/domain/call.ts'
import type { TelephonyEvent } from '../../src/shared/domain/telephony.ts'
import { buildVoicePage, type VoiceHost } from './voice-host.ts'

export const agent = { agentId: 'a-1', name: 'Rosa Vega', role: 'agent' as const, queues: ['tramites'] }
const tone = Uint8Array.from({ length: 240_000 }, (_, at) => encodeSample(6000 * Math.sin(at / 3)))
export const caller: Caller = {
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

export const tones: string[] = []
const log = {
  info(message: string, facts?: Record<string, unknown>) {
    if (message === 'A key was heard.') tones.push(String(facts?.['tone']))
  },
  warn: () => {},
  error: () => {},
}

export const desk = {} as { host: VoiceHost; exchange: Exchange }
let built: Awaited<ReturnType<typeof buildVoicePage>>

export function openExchange(port: number): Promise<Exchange> {
  return startExchange({
    port,
    clock: systemClock,
    log,
    priorityOf: () => 5,
    callers: [caller],
    mediaAddresses: [],
  })
}

export async function signIn(
  page: Page,
  account = desk.exchange.account(agent),
  path = '/voice.html?desk=apart',
): Promise<void> {
  desk.host.greet([{ kind: 'open-microphone' }, { kind: 'register', account }])
  await page.goto(desk.host.url + path)
}

export async function takeCall(page: Page, account?: SoftphoneAccount, path?: string): Promise<string> {
  await signIn(page, account, path)
  await registered()
  return await answerCall()
}

/** On a line that is registered already. */
export async function answerCall(): Promise<string> {
  await desk.exchange.setPresence(agent, { kind: 'ready' })
  desk.exchange.call(caller)
  const { callId } = await incoming()
  desk.host.execute({ kind: 'answer', callId })
  await callEvent('connected')
  return callId
}

export const registered = () =>
  desk.host.event(
    (event) => event.kind === 'registration' && event.registration.state === 'registered',
    'registration',
  )

export async function incoming() {
  const event = await desk.host.event(({ kind }) => kind === 'incoming', 'incoming call')
  if (event.kind !== 'incoming') throw new Error('unreachable')
  return event
}

export async function callEvent(
  kind: CallEvent['kind'],
  fits: (event: CallEvent) => boolean = () => true,
): Promise<CallEvent> {
  const event = await desk.host.event(
    (one) => one.kind === 'call' && one.event.kind === kind && fits(one.event),
    `call event ${kind}`,
  )
  if (event.kind !== 'call') throw new Error('unreachable')
  return event.event
}

type Devices = Extract<TelephonyEvent, { kind: 'devices' }>

export async function devicesWhere(fits: (event: Devices) => boolean): Promise<Devices> {
  const event = await desk.host.event(
    (one) => one.kind === 'devices' && one.report.microphone === 'open' && fits(one),
    'device report',
  )
  if (event.kind !== 'devices') throw new Error('unreachable')
  return event
}

export const levelsAbove = (energy: number, side: 'heardEnergy' | 'spokenEnergy') =>
  desk.host.event((event) => event.kind === 'levels' && event.media[side] > energy, `${side} above ${energy}`)

/** A host and an exchange of its own for every test of the calling file; the page is built once. */
export function voiceDeskForEachTest(): void {
  test.beforeAll(async () => {
    built = await buildVoicePage()
  })
  test.afterAll(() => built.remove())
  test.beforeEach(async () => {
    tones.length = 0
    desk.host = await built.serve()
    desk.exchange = await openExchange(0)
  })
  test.afterEach(async () => {
    await desk.exchange.close()
    await desk.host.close()
  })
}
