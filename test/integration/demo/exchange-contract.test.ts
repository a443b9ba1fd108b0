import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/demo/clock.ts'
import type { Caller } from '../../../src/demo/citizens/caller.ts'
import { startExchange, type Exchange } from '../../../src/demo/exchange/exchange.ts'
import type { SipRequest } from '../../../src/demo/exchange/sip-message.ts'
import { replyTo } from '../../../src/demo/exchange/sip-reply.ts'
import { Supervision } from '../../../src/shared/domain/exchange.ts'
import { exchangeContract, type ExchangeWorld } from '../../support/exchange-contract.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { waitFor } from '../../support/wait-for.ts'
import { connectSoftphone, type Softphone } from './softphone.ts'

const agent = { agentId: 'a-1', name: 'Rosa Vega', role: 'agent' as const, queues: ['tramites'] }
const caller: Caller = {
  key: 'prueba',
  name: 'Inés Páez',
  number: '+593 99 000 0101',
  reason: 'Prueba',
  queue: 'tramites',
  ivr: {},
  patienceSeconds: 60,
  behaviour: 'talks',
  turns: [],
}

let exchange: Exchange
let phone: Softphone
let world: ExchangeWorld

beforeEach(async () => {
  exchange = await startExchange({
    port: 0,
    clock: systemClock,
    log: quietLog,
    priorityOf: () => 5,
    callers: [caller],
    mediaAddresses: [],
  })
  phone = await connectSoftphone(exchange.url)
  await phone.register(exchange.account(agent))
  let ringing: SipRequest | undefined
  let rung: Promise<void>
  const listen = () => {
    rung = phone.next('INVITE').then((invite) => {
      ringing = invite
      phone.send(replyTo(invite, 180))
    })
  }
  listen()
  world = {
    adapter: exchange,
    agent,
    queueId: 'tramites',
    number: caller.number,
    citizenCalls: () => Promise.resolve(exchange.call(caller).externalCallId),
    rings: () =>
      waitFor('the telephone to ring', () => rung.then(() => ringing !== undefined)).then(() => undefined),
    isRinging: () => Promise.resolve(ringing !== undefined),
    reject() {
      if (ringing) phone.send(replyTo(ringing, 603))
      ringing = undefined
      listen()
      return Promise.resolve()
    },
  }
})

afterEach(async () => {
  phone.close()
  await exchange.close()
})

test.each(exchangeContract.map(({ name, run }) => [name, run] as const))('%s', async (_name, run) => {
  await expect(run(world)).resolves.toBeUndefined()
})

test('what this exchange cannot do it names beforehand, and refuses with the reason', async () => {
  expect(exchange.abilities).toEqual({ recording: false, supervision: false })
  const lead = { ...agent, agentId: 'a-2', role: 'team-lead' as const }
  for (const how of Supervision.options)
    await expect(exchange.supervise(lead, agent, how)).rejects.toMatchObject({ code: 'conflict' })
})
