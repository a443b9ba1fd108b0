import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openExchangeLine, type ExchangeLine } from '../../../src/renderer/voice/exchange-line.ts'
import type { Registration } from '../../../src/shared/domain/agent.ts'
import { FakeWebSocket } from '../../support/fake-web-socket.ts'

const account = {
  uri: 'sip:a-1@exchange.invalid',
  authorizationUser: 'a-1',
  password: 'secret',
  displayName: 'Rosa "la" Vega',
  sockets: [{ url: 'ws://127.0.0.1:9', weight: 0 }],
  iceServers: [],
}

/** The exchange's answer to a request; undefined = silence. OPTIONS is always answered: it is alive. */
let registerStatus: number | undefined
let registers = 0

function answer(request: string): string | undefined {
  const status = request.startsWith('REGISTER') ? registerStatus : 200
  if (request.startsWith('REGISTER')) registers += 1
  if (status === undefined) return undefined
  const kept = request.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq|Contact):/.test(line))
  const to = `${/^To: .*$/m.exec(request)?.[0].trim()};tag=x`
  return [`SIP/2.0 ${status} Said`, ...kept, to, 'Expires: 600', 'Content-Length: 0', '\r\n'].join('\r\n')
}

function open(): { line: ExchangeLine; states: string[] } {
  const states: string[] = []
  const line = openExchangeLine(account, {
    registration: (registration: Registration) =>
      void states.push(
        'reason' in registration ? `${registration.state} ${registration.reason}` : registration.state,
      ),
    incoming: () => {},
    lost: () => {},
    text: () => {},
    presence: () => {},
    voicemail: () => {},
    restored: () => void states.push('restored'),
    idle: () => true,
    preferredIsBack: () => void states.push('preferred is back'),
  })
  return { line, states }
}

async function accept(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
  FakeWebSocket.latest().answer = answer
  FakeWebSocket.latest().accept()
  await vi.advanceTimersByTimeAsync(0)
}

const sent = (method: string) => FakeWebSocket.latest().sent.filter((text) => text.startsWith(method))

beforeEach(() => {
  registers = 0
  registerStatus = 200
  FakeWebSocket.opened = []
  vi.stubGlobal('WebSocket', FakeWebSocket)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a line that connects is registered', async () => {
  const { states } = open()
  await accept()
  expect(states).toEqual(['registering', 'registered'])
})

test('an exchange in trouble is asked again until it takes the registration', async () => {
  registerStatus = 503
  const { states } = open()
  await accept()
  expect(states).toEqual(['registering', 'offline unreachable'])
  await vi.advanceTimersByTimeAsync(5_000)
  registerStatus = 200
  await vi.advanceTimersByTimeAsync(30_000)
  expect(states.at(-1)).toBe('registered')
})

test('a REGISTER that nobody answers is not the last one, though JsSIP would leave it at that', async () => {
  registerStatus = undefined
  const { states } = open()
  await accept()
  await vi.advanceTimersByTimeAsync(32_100)
  registerStatus = 200
  await vi.advanceTimersByTimeAsync(5_000)
  expect(states.at(-1)).toBe('registered')
})

test('a refusal stands until somebody asks again', async () => {
  registerStatus = 403
  const { line, states } = open()
  await accept()
  expect(states.at(-1)).toBe('refused wrong-password')
  await vi.advanceTimersByTimeAsync(120_000)
  expect(registers).toBe(1)
  registerStatus = 200
  line.reconnect()
  await vi.advanceTimersByTimeAsync(0)
  expect(states.at(-1)).toBe('registered')
})

test('who signed out is not registered by a network that comes back', async () => {
  const { line, states } = open()
  await accept()
  line.unregister()
  await vi.advanceTimersByTimeAsync(0)
  const before = registers
  line.reconnect()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(registers).toBe(before)
  expect(states.at(-1)).toBe('registered')
})

test('who leaves while the exchange still thinks about his registration is not left registered by its answer', async () => {
  registerStatus = undefined
  const { line, states } = open()
  await accept()
  const [asked] = sent('REGISTER')
  line.unregister()
  registerStatus = 200
  FakeWebSocket.latest().onmessage({ data: answer(asked ?? '') })
  await vi.advanceTimersByTimeAsync(0)
  const left = sent('REGISTER').at(-1) ?? ''
  expect(/^Contact: .*$/m.exec(left)?.[0]).toMatch(/^Contact: <sip:[^*]+>.*;expires=0/)
  const before = registers
  await vi.advanceTimersByTimeAsync(600_000)
  expect(registers).toBe(before)
  expect(states).not.toContain('registered')
})

test('a dropped line says so, comes back within two seconds and tells that it was away', async () => {
  const { states } = open()
  await accept()
  FakeWebSocket.latest().drop()
  expect(states.at(-1)).toBe('offline lost')
  await vi.advanceTimersByTimeAsync(2_000)
  await accept()
  expect(FakeWebSocket.opened).toHaveLength(2)
  expect(states.slice(-3)).toEqual(['registering', 'registered', 'restored'])
})

test('a line that froze while the machine slept is found out when it wakes up', async () => {
  const { line, states } = open()
  await accept()
  FakeWebSocket.latest().answer = () => undefined
  await vi.advanceTimersByTimeAsync(2_000)
  line.reconnect()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(states.at(-1)).toBe('offline lost')
  await accept()
  expect(states.at(-1)).toBe('restored')
})

test('a network that comes back is used at once, and not when the next attempt is due', async () => {
  const { line, states } = open()
  await accept()
  FakeWebSocket.latest().drop()
  line.reconnect()
  await accept()
  expect(FakeWebSocket.opened).toHaveLength(2)
  expect(states.at(-1)).toBe('restored')
})

test('a closed line is not opened again by a network that comes back', async () => {
  const { line } = open()
  await accept()
  line.reconnect()
  line.close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(FakeWebSocket.opened).toHaveLength(1)
})
