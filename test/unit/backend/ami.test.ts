import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectAmi, type AmiConnection } from '../../../src/backend/exchange/ami/ami-connection.ts'
import { amiReader, writeAction, type AmiMessage } from '../../../src/backend/exchange/ami/ami-message.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { fakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { waitFor } from '../../support/wait-for.ts'

let server: Server
let clock: FakeClock
let lines: Socket[]
let heard: AmiMessage[]
let ready: number
let events: AmiMessage[]
let connection: AmiConnection | undefined

beforeEach(async () => {
  lines = []
  heard = []
  events = []
  ready = 0
  clock = fakeClock()
  server = createServer((socket) => {
    lines.push(socket)
    socket.write('Asterisk Call Manager/11.0.0\r\n')
    const read = amiReader()
    socket.setEncoding('utf8')
    socket.on('error', () => undefined)
    socket.on('data', (text: string) => heard.push(...read(text)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})

afterEach(async () => {
  connection?.close()
  for (const line of lines) line.destroy()
  await new Promise((closed) => server.close(closed))
})

function connect(): AmiConnection {
  const { port } = server.address() as AddressInfo
  connection = connectAmi(
    { host: '127.0.0.1', port, tls: false, username: 'ventanilla', secret: 'word' },
    { clock, log: quietLog, onReady: () => ready++, onEvent: (event) => events.push(event) },
  )
  return connection
}

const action = (name: string) =>
  waitFor(name, () => Promise.resolve(heard.find(({ Action }) => Action === name)))
function say(fields: Record<string, string>): void {
  const text = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  lines.at(-1)?.write(`${text.join('')}\r\n`)
}
/** The wait before it is made again passes as often as it takes for the loss to be noticed. */
async function secondLine(): Promise<void> {
  await waitFor('a second line', () => {
    clock.pass(500)
    return Promise.resolve(lines.length === 2)
  })
}
async function letIn(): Promise<void> {
  const login = await action('Login')
  say({ Response: 'Success', ActionID: login['ActionID'] ?? '' })
  await waitFor('the sign-in', () => Promise.resolve(ready > 0))
}

test('after the sign-in an action gets its own answer, whatever is told in between', async () => {
  const ami = connect()
  await letIn()
  const asked = ami.send('Getvar', { Channel: 'PJSIP/1001-0001', Variable: 'X' })
  const { ActionID = '' } = await action('Getvar')
  say({ Event: 'Hangup', Uniqueid: '1.2' })
  say({ Response: 'Success', ActionID: 'somebody-else', Value: 'no' })
  say({ Response: 'Success', ActionID, Value: 'yes' })
  expect(await asked).toMatchObject({ Value: 'yes' })
  expect(events).toMatchObject([{ Event: 'Hangup', Uniqueid: '1.2' }])
})

test('a list ends with its last line and keeps its entries', async () => {
  const ami = connect()
  await letIn()
  const asked = ami.list('QueueStatus')
  const { ActionID = '' } = await action('QueueStatus')
  say({ Response: 'Success', ActionID, EventList: 'start' })
  say({ Event: 'QueueParams', ActionID, Queue: 'a' })
  say({ Event: 'QueueMember', ActionID, Queue: 'a' })
  say({ Event: 'QueueStatusComplete', ActionID, EventList: 'Complete' })
  expect(await asked).toMatchObject([{ Event: 'QueueParams' }, { Event: 'QueueMember' }])
})

test('what Asterisk refuses is a conflict in its words; nothing is asked before the sign-in', async () => {
  const ami = connect()
  await expect(ami.send('QueuePause')).rejects.toMatchObject({ code: 'unavailable' })
  await letIn()
  const asked = ami.send('QueuePause')
  const { ActionID = '' } = await action('QueuePause')
  say({ Response: 'Error', ActionID, Message: 'Interface not found' })
  await expect(asked).rejects.toMatchObject({ code: 'conflict', message: /Interface not found/ })
})

test('a connection that breaks off fails what waits, is made again, and says so to who remembers', async () => {
  const ami = connect()
  await letIn()
  const asked = ami.send('QueueAdd')
  await action('QueueAdd')
  lines[0]?.destroy()
  await expect(asked).rejects.toMatchObject({ code: 'unavailable' })
  heard.length = 0
  await secondLine()
  const login = await action('Login')
  say({ Response: 'Success', ActionID: login['ActionID'] ?? '' })
  await waitFor('the second sign-in', () => Promise.resolve(ready === 2))
})

test('a frozen Asterisk is noticed by the ping that stays without an answer', async () => {
  connect()
  await letIn()
  clock.pass(10_000)
  await action('Ping')
  clock.pass(5_000)
  await secondLine()
  expect(lines).toHaveLength(2)
})

test('no value can smuggle a field or an action of its own into the stream', () => {
  for (const value of ['a\r\nAction: Originate', 'a\nb', 'a\rb', 'a\0b'])
    expect(() => writeAction('QueueAdd', { Interface: value })).toThrow(/Interface: must be a single line/)
})

test('blocks are the same however the network cuts the stream', () => {
  const value = fc.stringMatching(/^[\w :;/-]{0,20}$/)
  const block = fc.record({ Event: value, Queue: value })
  fc.assert(
    fc.property(fc.array(block, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (blocks, step) => {
      const stream = blocks.map(({ Event, Queue }) => `Event: ${Event}\r\nQueue: ${Queue}\r\n\r\n`).join('')
      const read = amiReader()
      const got: AmiMessage[] = []
      for (let at = 0; at < stream.length; at += step) got.push(...read(stream.slice(at, at + step)))
      expect(got).toEqual(blocks.map(({ Event, Queue }) => ({ Event: Event.trim(), Queue: Queue.trim() })))
    }),
  )
})
