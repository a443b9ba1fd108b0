import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Caller } from '../../../src/demo/citizens/caller.ts'
import { startExchange, type Exchange, type ExchangeOptions } from '../../../src/demo/exchange/exchange.ts'
import { encodeSample } from '../../../src/demo/exchange/g711.ts'
import { header } from '../../../src/demo/exchange/sip-message.ts'
import { replyTo } from '../../../src/demo/exchange/sip-reply.ts'
import { fakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { acceptInvite, connectSoftphone, type Softphone } from './softphone.ts'
import { createTonePeer, type TonePeer } from './tone-peer.ts'

const agent = { agentId: 'a-1', name: 'Rosa Vega', role: 'agent' as const, queues: ['tramites'] }
const colleague = { ...agent, agentId: 'a-2' }
const caller: Caller = {
  key: 'prueba',
  name: 'Eva',
  number: '(02) 200-0104',
  reason: 'Prueba',
  queue: 'tramites',
  ivr: { topic: 'predial' },
  patienceSeconds: 60,
  behaviour: 'talks',
  turns: [
    { pauseMs: 20, voice: Uint8Array.from({ length: 800 }, (_, at) => encodeSample(6000 * Math.sin(at))) },
  ],
}
const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
const exchangeUri = 'sip:exchange@exchange.invalid'

const options = (): ExchangeOptions => ({
  port: 0,
  secret: 'secret of this test',
  clock,
  log: silentLog,
  priorityOf: () => 5,
  callers: [caller],
  names: ['patronato'],
  mediaAddresses: [],
})

let clock: FakeClock
let exchange: Exchange
let opened: { close(): unknown }[] = []

beforeEach(async () => {
  clock = fakeClock(new Date().toISOString())
  exchange = await startExchange(options())
})
afterEach(async () => {
  for (const each of opened) await each.close()
  opened = []
  await exchange.close()
})

async function phone(): Promise<Softphone> {
  const made = await connectSoftphone(exchange.url)
  opened.push(made)
  return made
}
async function registered(): Promise<Softphone> {
  const made = await phone()
  expect((await made.register(exchange.account(agent))).status).toBe(200)
  await exchange.setPresence(agent, { kind: 'ready' })
  return made
}
function peer(): TonePeer {
  const made = createTonePeer()
  opened.push(made)
  return made
}

test('an unknown account is told 404, a wrong password 403, and neither is rung', async () => {
  const desk = await phone()
  const account = exchange.account(agent)
  const unknown = { ...account, uri: 'sip:nobody@exchange.invalid', authorizationUser: 'nobody' }
  expect((await desk.register(unknown)).status).toBe(404)
  expect((await desk.register({ ...account, password: 'wrong' })).status).toBe(403)
  await exchange.setPresence(agent, { kind: 'ready' })
  exchange.call(caller)
  expect((await desk.request('OPTIONS', exchangeUri)).status).toBe(200)
  expect(exchange.report()).toMatchObject([{ answered: false, ended: false }])
  expect((await desk.request('INVITE', 'sip:022000104@exchange.invalid', { body: 'v=0' })).status).toBe(403)
})

test('a desk that stayed signed in finds its line again after a restart, also where the port was taken', async () => {
  const account = exchange.account(agent)
  const port = Number(new URL(exchange.url).port)
  const beside = await startExchange({ ...options(), port })
  opened.push(beside)
  expect(beside.url).not.toBe(exchange.url)
  await exchange.close()
  exchange = await startExchange({ ...options(), port })
  exchange.account(agent)
  expect((await (await phone()).register(account)).status).toBe(200)
})

test('the newest line of an agent is rung', async () => {
  await registered()
  const second = await registered()
  exchange.call(caller)
  expect(header(await second.next('INVITE'), 'X-Queue')).toBe('tramites')
})

test('a line that ended its registration is not rung', async () => {
  const desk = await registered()
  const account = exchange.account(agent)
  const reply = await desk.register(account, 0)
  expect([reply.status, header(reply, 'Contact')]).toEqual([200, undefined])
  exchange.call(caller)
  await desk.register(account)
  expect(header(await desk.next('INVITE'), 'X-Queue')).toBe('tramites')
})

test('garbage on the line is dropped and the line lives on, keep-alives are answered', async () => {
  const desk = await phone()
  for (const text of ['', '<html>', 'INVITE', `OPTIONS sip:x SIP/2.0\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`])
    desk.sendText(text)
  desk.sendText('BYE sip:x SIP/2.0\r\nVia: x\r\n\r\n')
  desk.sendText('\r\n\r\n')
  expect((await desk.request('OPTIONS', exchangeUri)).status).toBe(200)
  expect(desk.frames).toEqual(['\r\n'])
})

test('a request of a call that is over is answered 481, a strange method 405, a message is taken', async () => {
  const desk = await registered()
  const gone = replyTo(
    { kind: 'request', method: 'BYE', uri: 'sip:x', headers: [{ name: 'To', value: '<sip:x>' }], body: '' },
    200,
  )
  const dialog = { kind: 'request' as const, method: 'BYE', uri: 'sip:x', body: '', headers: gone.headers }
  const from = { name: 'From', value: '<sip:citizen@exchange.invalid>;tag=gone' }
  const over = { ...dialog, headers: [...dialog.headers, from, { name: 'Call-ID', value: 'gone' }] }
  expect((await desk.request('BYE', exchangeUri, { dialog: over })).status).toBe(481)
  expect((await desk.request('SUBSCRIBE', exchangeUri)).status).toBe(405)
  expect((await desk.request('MESSAGE', exchangeUri, { body: 'hola ñ' })).status).toBe(200)
})

test('a citizen out of patience cancels the ringing with a reason, and the report says who ended it', async () => {
  const desk = await registered()
  exchange.call(caller)
  const invite = await desk.next('INVITE')
  desk.send(replyTo(invite, 180))
  await desk.request('OPTIONS', exchangeUri)
  clock.pass(19_000)
  expect(exchange.report()).toMatchObject([{ ended: false }])
  desk.send(replyTo(invite, 486))
  await desk.next('ACK')
  clock.pass(41_000)
  expect(exchange.report()).toMatchObject([{ answered: false, ended: true, endedBy: 'citizen' }])
})

test('a desk that rings out is cancelled as no answer and not rung again until it is ready again', async () => {
  const desk = await registered()
  exchange.call(caller)
  const invite = await desk.next('INVITE')
  desk.send(replyTo(invite, 180))
  await desk.request('OPTIONS', exchangeUri)
  clock.pass(20_000)
  const cancel = await desk.next('CANCEL')
  expect(header(cancel, 'Reason')).toContain('cause=19')
  expect(header(cancel, 'Via')).toBe(header(invite, 'Via'))
  desk.send(replyTo(cancel, 200))
  desk.send(replyTo(invite, 487))
  await desk.next('ACK')
  clock.pass(15_000)
  await exchange.setPresence(agent, { kind: 'ready' })
  expect(header(await desk.next('INVITE'), 'X-Call-Id')).toBe(header(invite, 'X-Call-Id'))
})

test('a frozen desk does not keep the citizen: after the ring limit the next agent is rung', async () => {
  const frozen = await registered()
  exchange.call(caller)
  await frozen.next('INVITE')
  const second = await phone()
  await second.register(exchange.account(colleague))
  await exchange.setPresence(colleague, { kind: 'ready' })
  clock.pass(25_000)
  expect(header(await second.next('INVITE'), 'X-Queue')).toBe('tramites')
})

test('a desk whose socket breaks while ringing gives the citizen back to the queue', async () => {
  const desk = await registered()
  exchange.call(caller)
  const invite = await desk.next('INVITE')
  const second = await phone()
  await second.register(exchange.account(colleague))
  await exchange.setPresence(colleague, { kind: 'ready' })
  desk.close()
  expect(header(await second.next('INVITE'), 'X-Call-Id')).toBe(header(invite, 'X-Call-Id'))
})

test('a transfer is accepted, told how it went, and takes the citizen away', async () => {
  const desk = await registered()
  exchange.call(caller)
  const invite = await desk.next('INVITE')
  const dialog = acceptInvite(desk, invite, await peer().answer(invite.body))
  await desk.next('ACK')
  const headers = [{ name: 'Refer-To', value: '<sip:patronato@exchange.invalid>' }]
  expect((await desk.request('REFER', exchangeUri, { dialog, headers })).status).toBe(202)
  const trying = await desk.next('NOTIFY')
  expect(trying.body).toContain('100 Trying')
  const done = await desk.next('NOTIFY')
  expect([done.body, header(done, 'Subscription-State')]).toEqual([
    'SIP/2.0 200 OK\r\n',
    'terminated;reason=noresource',
  ])
  desk.send(replyTo(done, 200))
  desk.send(replyTo(await desk.next('BYE'), 200))
  expect(exchange.report()).toMatchObject([{ answered: true, ended: true, endedBy: 'agent' }])
  expect((await desk.request('REFER', exchangeUri, { dialog, headers })).status).toBe(481)
})

test('a transfer to nobody’s number is told as failed and leaves the citizen where she is', async () => {
  const desk = await registered()
  exchange.call(caller)
  const invite = await desk.next('INVITE')
  const dialog = acceptInvite(desk, invite, await peer().answer(invite.body))
  await desk.next('ACK')
  const headers = [{ name: 'Refer-To', value: '<sip:000@exchange.invalid>' }]
  expect((await desk.request('REFER', exchangeUri, { dialog, headers })).status).toBe(202)
  await desk.next('NOTIFY')
  expect((await desk.next('NOTIFY')).body).toContain('SIP/2.0 404')
  expect(exchange.report()).toMatchObject([{ answered: true, ended: false }])
})

test('an answer without usable media ends the call instead of leaving two people in silence', async () => {
  const desk = await registered()
  exchange.call(caller)
  acceptInvite(desk, await desk.next('INVITE'), 'v=0\r\nthis is no answer')
  desk.send(replyTo(await desk.next('BYE'), 200))
  expect(exchange.report()).toMatchObject([{ ended: true, endedBy: 'exchange' }])
})

test('a citizen who dialled wrong says so and hangs up', async () => {
  const desk = await registered()
  exchange.call({ ...caller, behaviour: 'hangs-up' })
  const invite = await desk.next('INVITE')
  const mine = peer()
  acceptInvite(desk, invite, await mine.answer(invite.body))
  await mine.hear(160)
  clock.pass(5000)
  desk.send(replyTo(await desk.next('BYE'), 200))
  expect(exchange.report()).toMatchObject([{ answered: true, endedBy: 'citizen' }])
})

test('a desk that fell silent for twenty seconds is taken for gone', async () => {
  const desk = await registered()
  exchange.call(caller)
  const invite = await desk.next('INVITE')
  const mine = peer()
  acceptInvite(desk, invite, await mine.answer(invite.body))
  await mine.hear(160)
  await mine.close()
  clock.pass(21_500)
  await desk.next('BYE')
  expect(exchange.report()).toMatchObject([{ answered: true, endedBy: 'exchange' }])
})

test('an agent calls a citizen by a number written in another way; who is not there is not found', async () => {
  const desk = await registered()
  const strange = await desk.request('INVITE', 'sip:0999999999@exchange.invalid', { body: 'v=0' })
  expect(strange.status).toBe(404)
  const mine = peer()
  const answer = desk.request('INVITE', 'sip:+59322000104@exchange.invalid', {
    body: await mine.reoffer('sendrecv'),
  })
  await desk.request('OPTIONS', exchangeUri, { headers: [{ name: 'X-Wait', value: 'for the ringing' }] })
  clock.pass(1500)
  const accepted = await answer
  expect(accepted.status).toBe(200)
  await mine.acceptAnswer(accepted.body)
  await mine.hear(400)
  expect(exchange.report()).toMatchObject([{ citizenKey: 'prueba', answered: true, ended: false }])
})
