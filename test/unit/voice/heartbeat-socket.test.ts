import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeWebSocket } from '../../support/fake-web-socket.ts'
import { HeartbeatSocket } from '../../../src/renderer/voice/heartbeat-socket.ts'

function open() {
  const pacing = { failures: 0 }
  const socket = new HeartbeatSocket('ws://127.0.0.1:9', 'sip:a-1@exchange.invalid', pacing)
  const told = {
    connect: vi.fn<() => void>(),
    disconnect: vi.fn<() => void>(),
    data: vi.fn<(data: unknown) => void>(),
  }
  Object.assign(socket, {
    onconnect: told.connect,
    ondisconnect: told.disconnect,
    ondata: told.data,
  })
  return { socket, pacing, told }
}

function connected() {
  const made = open()
  made.socket.connect()
  vi.advanceTimersByTime(0)
  FakeWebSocket.latest().accept()
  return made
}

beforeEach(() => {
  FakeWebSocket.opened = []
  vi.stubGlobal('WebSocket', FakeWebSocket)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an exchange that falls silent is noticed within 5 s, however well its socket looks', () => {
  const { told } = connected()
  vi.advanceTimersByTime(2_500)
  expect(FakeWebSocket.latest().sent.join('')).toContain('OPTIONS sip:exchange.invalid')
  vi.advanceTimersByTime(1_999)
  expect(told.disconnect).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(told.disconnect).toHaveBeenCalledTimes(1)
})

test('any answer to the heartbeat keeps the line, and JsSIP never sees it', () => {
  const { told } = connected()
  for (let beat = 1; beat <= 20; beat += 1) {
    vi.advanceTimersByTime(2_500)
    expect(FakeWebSocket.latest().sent).toHaveLength(beat)
    const callId = /Call-ID: (\S+)/.exec(FakeWebSocket.latest().sent.at(-1) ?? '')?.[1]
    FakeWebSocket.latest().onmessage({ data: `SIP/2.0 405 Method Not Allowed\r\nCall-ID: ${callId}\r\n\r\n` })
  }
  expect(told.disconnect).not.toHaveBeenCalled()
  expect(told.data).not.toHaveBeenCalled()
})

test('an exchange that talks is not asked whether it is there', () => {
  connected()
  for (let second = 0; second < 60; second += 2) {
    vi.advanceTimersByTime(2_000)
    FakeWebSocket.latest().onmessage({ data: 'SIP/2.0 200 OK\r\n\r\n' })
  }
  expect(FakeWebSocket.latest().sent).toEqual([])
})

test('before an in-dialog request a frozen line is found out, within the deadline', async () => {
  const { socket, told } = connected()
  vi.advanceTimersByTime(2_000)
  const answers = [socket.probe(), socket.probe()]
  expect(FakeWebSocket.latest().sent).toHaveLength(1)
  vi.advanceTimersByTime(5_000)
  expect(await Promise.all(answers)).toEqual([false, false])
  expect(told.disconnect).toHaveBeenCalledTimes(1)
})

test('an exchange heard a moment ago is believed without asking', async () => {
  const { socket } = connected()
  expect(await socket.probe()).toBe(true)
  expect(FakeWebSocket.latest().sent).toEqual([])
})

test('a connection that nobody accepts is given up, and the next attempts are spaced', () => {
  const { socket, pacing, told } = open()
  socket.connect()
  vi.advanceTimersByTime(5_000)
  expect(told.disconnect).toHaveBeenCalledTimes(1)
  expect(pacing.failures).toBe(1)
  socket.connect()
  vi.advanceTimersByTime(400)
  expect(FakeWebSocket.opened).toHaveLength(1)
  vi.advanceTimersByTime(600)
  expect(FakeWebSocket.opened).toHaveLength(2)
})

test('when the network comes back nobody waits for the next attempt', () => {
  const { socket, pacing } = open()
  pacing.failures = 8
  socket.connect()
  vi.advanceTimersByTime(1_000)
  expect(FakeWebSocket.opened).toHaveLength(0)
  socket.hurry()
  vi.advanceTimersByTime(0)
  expect(FakeWebSocket.opened).toHaveLength(1)
})

test('an attempt that hangs in the network of before is made again when there is another one', () => {
  const { socket } = open()
  socket.connect()
  vi.advanceTimersByTime(0)
  expect(FakeWebSocket.opened).toHaveLength(1)
  socket.hurry()
  vi.advanceTimersByTime(0)
  expect(FakeWebSocket.opened).toHaveLength(2)
  expect(FakeWebSocket.opened[0]?.readyState).toBe(3)
})

test('after a sleep a line heard a moment before it is asked all the same, and found dead within a second', async () => {
  const { socket, told } = connected()
  const stands = socket.probeAnew()
  expect(FakeWebSocket.latest().sent).toHaveLength(1)
  vi.advanceTimersByTime(800)
  expect(await stands).toBe(false)
  expect(told.disconnect).toHaveBeenCalledTimes(1)
})

test('a dropped connection is told once', () => {
  const { told } = connected()
  FakeWebSocket.latest().drop()
  vi.advanceTimersByTime(60_000)
  expect(told.disconnect).toHaveBeenCalledTimes(1)
})

test('a frame with invalid UTF-8 reaches JsSIP as text', () => {
  const { told } = connected()
  const bytes = Uint8Array.from([...new TextEncoder().encode('BYE sip:a SIP/2.0\r\nX: '), 0xff, 0xfe])
  FakeWebSocket.latest().onmessage({ data: bytes.buffer })
  expect(told.data).toHaveBeenCalledWith('BYE sip:a SIP/2.0\r\nX: \uFFFD\uFFFD')
})
