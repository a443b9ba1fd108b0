import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { amiReader, type AmiMessage } from '../../../src/backend/exchange/ami/ami-message.ts'
import { amiExchange, type AmiExchange } from '../../../src/backend/exchange/ami/ami-exchange.ts'
import { fakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { quietLog } from '../../support/quiet-host.ts'

const ana = { agentId: 'ana', name: 'Ana Guamán', role: 'agent' as const, queues: ['ayuda'] }

/** Asterisk's management interface, as far as presences go; its queues may not have been read yet. */
let actions: AmiMessage[]
let queuesRead: boolean
let desks: Socket[]
let server: Server
let clock: FakeClock
let exchange: AmiExchange

beforeEach(async () => {
  ;[actions, queuesRead, desks, clock] = [[], true, [], fakeClock()]
  server = createServer((socket) => {
    desks.push(socket)
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    const read = amiReader()
    socket.on('data', (text: string) => {
      for (const action of read(text)) socket.write(answerTo(action))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  exchange = amiExchange(
    {
      address: { host: '127.0.0.1', port, tls: false, username: 'ventanilla', secret: 'x' },
      queueNames: { ayuda: 'food-aid' },
      interfaceOf: () => 'PJSIP/1001',
      dialContext: 'from-agents',
    },
    { clock, log: quietLog },
  )
  await said('Login', 1)
})
afterEach(async () => {
  exchange.close()
  for (const socket of desks) socket.destroy()
  await new Promise((done) => server.close(done))
})

function answerTo(action: AmiMessage): string {
  actions.push(action)
  const id = `ActionID: ${action['ActionID'] ?? ''}\r\n`
  if (action['Action'] === 'Login') return `Response: Success\r\n${id}\r\n`
  if (!queuesRead) return `Response: Error\r\n${id}Message: Invalid/unknown command\r\n\r\n`
  if (action['Action'] === 'QueueStatus')
    return `Response: Success\r\n${id}EventList: start\r\n\r\nEvent: QueueStatusComplete\r\n${id}EventList: Complete\r\n\r\n`
  return `Response: Success\r\n${id}\r\n`
}

const said = (name: string, times: number) =>
  vi.waitFor(() => expect(actions.filter(({ Action }) => Action === name)).toHaveLength(times))

test('an Asterisk that lets sign in before it has read its queues is told again until it takes everybody', async () => {
  await vi.waitFor(() => exchange.setPresence(ana, { kind: 'ready' }))
  await said('QueueAdd', 1)
  const asked = actions.filter(({ Action }) => Action === 'QueueStatus').length
  queuesRead = false
  desks.at(-1)?.destroy()
  await vi.waitFor(() => expect(clock.waiting(500)).toBe(true))
  clock.pass(500)
  await said('Login', 2)
  await said('QueueStatus', asked + 1)
  await vi.waitFor(() => expect(clock.waiting(500)).toBe(true))
  clock.pass(500)
  await said('QueueStatus', asked + 2)
  await vi.waitFor(() => expect(clock.waiting(1_000)).toBe(true))
  queuesRead = true
  clock.pass(1_000)
  await said('QueueAdd', 2)
  expect(actions.at(-1)).toMatchObject({ Queue: 'food-aid', Interface: 'PJSIP/1001', Paused: 'false' })
})

test('who does not take a call is paused in the queues of the city alone, where *ready* ends it', async () => {
  await vi.waitFor(() => exchange.setPresence(ana, { kind: 'ready' }))
  desks.at(-1)?.write('Event: AgentRingNoAnswer\r\nQueue: another\r\nInterface: PJSIP/1001\r\n\r\n')
  await said('QueuePause', 1)
  expect(actions.at(-1)).toMatchObject({ Queue: 'food-aid', Interface: 'PJSIP/1001', Reason: 'no-answer' })
})

test('a telephone that rang for nobody of the city, or for one who has signed out, is left as it is', async () => {
  await vi.waitFor(() => exchange.setPresence(ana, { kind: 'ready' }))
  await exchange.setPresence(ana, { kind: 'signed-out' })
  desks.at(-1)?.write('Event: AgentRingNoAnswer\r\nQueue: food-aid\r\nInterface: PJSIP/1001\r\n\r\n')
  desks.at(-1)?.write('Event: AgentRingNoAnswer\r\nQueue: food-aid\r\nInterface: PJSIP/2001\r\n\r\n')
  await exchange.setPresence(ana, { kind: 'ready' })
  await said('QueueAdd', 2)
  expect(actions.filter(({ Action }) => Action === 'QueuePause')).toEqual([])
})
