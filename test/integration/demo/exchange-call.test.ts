import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/demo/clock.ts'
import type { Caller } from '../../../src/demo/citizens/caller.ts'
import { startExchange, type Exchange } from '../../../src/demo/exchange/exchange.ts'
import { encodeSample } from '../../../src/demo/exchange/g711.ts'
import { header } from '../../../src/demo/exchange/sip-message.ts'
import { replyTo } from '../../../src/demo/exchange/sip-reply.ts'
import { acceptInvite, connectSoftphone, type Softphone } from './softphone.ts'
import { createTonePeer, type TonePeer } from './tone-peer.ts'

const agent = { agentId: 'a-1', name: 'Rosa Vega', role: 'agent' as const, queues: ['tramites'] }
const colleague = { ...agent, agentId: 'a-2' }
const voice = Uint8Array.from({ length: 16_000 }, (_, at) => encodeSample(6000 * Math.sin(at / 3)))
const caller: Caller = {
  key: 'prueba',
  name: 'Doña "Inés" <b>Páez</b>',
  number: '+593 99 000 0101',
  reason: 'Prueba',
  queue: 'tramites',
  ivr: { topic: 'predial', summary: 'Duda; con = y ñ' },
  patienceSeconds: 60,
  behaviour: 'talks',
  turns: [{ pauseMs: 100, voice }],
}
const notes: { message: string; facts: Record<string, unknown> | undefined }[] = []
const write = (message: string, facts?: Record<string, unknown>) => void notes.push({ message, facts })
const log = { info: write, warn: write, error: write }

let exchange: Exchange | undefined
const phones: Softphone[] = []
const peers: TonePeer[] = []

async function begin(): Promise<{ exchange: Exchange; phone: Softphone }> {
  exchange = await startExchange({
    port: 0,
    clock: systemClock,
    log,
    priorityOf: () => 5,
    callers: [caller],
    mediaAddresses: [],
  })
  const phone = await connectSoftphone(exchange.url)
  phones.push(phone)
  expect((await phone.register(exchange.account(agent))).status).toBe(200)
  await exchange.setPresence(agent, { kind: 'ready' })
  return { exchange, phone }
}

function peer(): TonePeer {
  const made = createTonePeer()
  peers.push(made)
  return made
}

afterEach(async () => {
  for (const made of peers.splice(0)) await made.close()
  for (const phone of phones.splice(0)) phone.close()
  await exchange?.close()
  exchange = undefined
  notes.length = 0
})

test('a citizen calls a ready agent, both hear each other, and the agent hangs up', async () => {
  const { exchange, phone } = await begin()
  const { externalCallId } = exchange.call(caller)
  const invite = await phone.next('INVITE')
  expect(header(invite, 'X-Call-Id')).toBe(externalCallId)
  expect(header(invite, 'X-Queue')).toBe('tramites')
  expect(header(invite, 'X-IVR-Data')).toContain('topic=predial;summary=Duda%3B%20con%20%3D%20y%20%C3%B1')
  expect(header(invite, 'From')).toContain('<sip:+593%2099%20000%200101@exchange.invalid>')

  const mine = peer()
  const dialog = acceptInvite(phone, invite, await mine.answer(invite.body))
  await phone.next('ACK')
  await mine.hear(8000)
  expect((await phone.request('BYE', 'sip:exchange@exchange.invalid', { dialog })).status).toBe(200)
  const [report] = exchange.report()
  expect(report).toMatchObject({ externalCallId, answered: true, ended: true, endedBy: 'agent' })
  expect(report?.heardAgentEnergy).toBeGreaterThan(1e-3)
})

test('while the agent holds, the citizen is answered recvonly and sends nothing, then talks on', async () => {
  const { exchange, phone } = await begin()
  exchange.call(caller)
  const invite = await phone.next('INVITE')
  const mine = peer()
  const dialog = acceptInvite(phone, invite, await mine.answer(invite.body))
  await mine.hear(800)

  const hold = await mine.reoffer('sendonly')
  const held = await phone.request('INVITE', 'sip:exchange@exchange.invalid', { dialog, body: hold })
  expect(held.status).toBe(200)
  expect(held.body).toContain('a=recvonly')
  await mine.acceptAnswer(held.body)

  const resume = await mine.reoffer('sendrecv')
  const resumed = await phone.request('INVITE', 'sip:exchange@exchange.invalid', { dialog, body: resume })
  expect(resumed.body).toContain('a=sendrecv')
  await mine.acceptAnswer(resumed.body)
  await mine.hear(800)
})

test('keys are heard from INFO and from RTP', async () => {
  const { exchange, phone } = await begin()
  exchange.call(caller)
  const invite = await phone.next('INVITE')
  const mine = peer()
  const dialog = acceptInvite(phone, invite, await mine.answer(invite.body))
  await mine.hear(800)
  await mine.sendDigit(7)
  await phone.request('INFO', 'sip:exchange@exchange.invalid', {
    dialog,
    headers: [{ name: 'Content-Type', value: 'application/dtmf-relay' }],
    body: 'Signal=5\r\nDuration=160\r\n',
  })
  await mine.hear(800)
  const keys = notes
    .filter(({ message }) => message === 'A key was heard.')
    .map(({ facts }) => facts?.['tone'])
  expect(new Set(keys)).toEqual(new Set(['5', '7']))
})

test('a refused contact stays at the head of the queue and reaches the next ready agent', async () => {
  const { exchange, phone } = await begin()
  const { externalCallId } = exchange.call(caller)
  const invite = await phone.next('INVITE')
  const second = await connectSoftphone(exchange.url)
  phones.push(second)
  await second.register(exchange.account(colleague))
  await exchange.setPresence(colleague, { kind: 'ready' })
  phone.send(replyTo(invite, 486))
  await phone.next('ACK')
  const again = await second.next('INVITE')
  expect(header(again, 'X-Call-Id')).toBe(externalCallId)
})
