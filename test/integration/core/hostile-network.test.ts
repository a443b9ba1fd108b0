import { createServer as createWebServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { httpBackend } from '../../../src/main/sync/backend-client.ts'
import { NoAnswer, retryAfterMs, unanswered } from '../../../src/main/sync/no-answer.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { createCase } from '../../support/commands.ts'

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listening(server: Server | ReturnType<typeof createSocketServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
const web = async (answer: RequestListener) => `http://${await listening(createWebServer(answer))}`
const raw = (speak: (socket: Socket) => void) =>
  listening(
    createSocketServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => speak(socket))
    }),
  )

/** What the desk makes of a push over this network. */
async function pushedOver(url: string): Promise<DeskError> {
  return await httpBackend(url)
    .push('token', [createCase('a')])
    .then(
      () => new DeskError('internal', 'It was answered.'),
      (error: unknown) => error as DeskError,
    )
}
const page = (status: number, headers: Record<string, string> = {}) =>
  web((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers })
    response.end('<!doctype html><title>Wifi del hotel</title>')
  })
const says = (status: number, body: object, headers: Record<string, string> = {}) =>
  web((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  })

describe('a push over a hostile network is never taken for a decision', () => {
  test.each([200, 302, 401, 403, 404, 451])('a page of somebody else with %i', async (status) => {
    const location: Record<string, string> = status === 302 ? { location: 'https://login.hotel.test/' } : {}
    expect(await pushedOver(await page(status, location))).toMatchObject({
      code: 'unavailable',
      why: { kind: 'other-voice', status },
    })
  })

  test.each([500, 502, 504])('a proxy that fails with %i', async (status) => {
    expect(await pushedOver(await page(status))).toMatchObject({ why: { kind: 'fault', status } })
  })

  test('a backend that asks to wait says for how long, as seconds or as a date', async () => {
    const busy = await says(429, { code: 'busy', message: 'Slower.' }, { 'retry-after': '120' })
    expect(await pushedOver(busy)).toMatchObject({ why: { kind: 'too-busy', status: 429 }, afterMs: 120_000 })
    const mending = await page(503, { 'retry-after': '30' })
    expect(await pushedOver(mending)).toMatchObject({ why: { kind: 'too-busy' }, afterMs: 30_000 })
    const now = Date.parse('2026-11-23T14:00:00Z')
    expect(retryAfterMs('Mon, 23 Nov 2026 14:01:00 GMT', now)).toBe(60_000)
    expect(retryAfterMs('Mon, 23 Nov 2026 13:00:00 GMT', now)).toBeUndefined()
    expect(retryAfterMs('soon', now)).toBeUndefined()
  })

  test('half an answer, announced whole', async () => {
    const url = await raw((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"outcomes":[',
      )
      socket.destroySoon()
    })
    expect(await pushedOver(`http://${url}`)).toMatchObject({ why: { kind: 'cut-off' } })
  })

  test('half an answer that is whole for HTTP', async () => {
    const url = await web((_request, response) => response.end('{"outcomes":[{"commandId":'))
    expect(await pushedOver(url)).toMatchObject({ why: { kind: 'other-voice' } })
  })

  test('a connection that closes without a word', async () => {
    const url = await raw((socket) => socket.destroy())
    expect(await pushedOver(`http://${url}`)).toMatchObject({ why: { kind: 'cut-off' } })
  })

  test('nobody there', async () => {
    const server = createSocketServer()
    const url = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await pushedOver(`http://${url}`)).toMatchObject({ why: { kind: 'no-network' } })
  })

  test('somebody between who speaks no TLS, and a certificate nobody vouches for', async () => {
    const url = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await pushedOver(`https://${url}`)).toMatchObject({ why: { kind: 'untrusted' } })
    for (const code of [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'CERT_HAS_EXPIRED',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ]) {
      const cause = Object.assign(new Error('x'), { code })
      expect(unanswered(new TypeError('fetch failed', { cause }))).toMatchObject({
        why: { kind: 'untrusted' },
      })
    }
  })

  test('an answer that takes too long', () => {
    expect(unanswered(new DOMException('x', 'TimeoutError'))).toBeInstanceOf(NoAnswer)
    expect(unanswered(new DOMException('x', 'TimeoutError'))).toMatchObject({ why: { kind: 'too-slow' } })
  })

  test('only the backend itself ends a session or refuses a command', async () => {
    const gone = await says(401, { code: 'unauthorised', message: 'Sign in again.' })
    expect(await pushedOver(gone)).toMatchObject({ code: 'unauthorised' })
    const wrong = await says(400, { code: 'invalid-input', message: 'commands.0: x' })
    expect(await pushedOver(wrong)).toMatchObject({ code: 'invalid-input' })
  })
})

test('a machine whose clock is wrong hears by how much', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toUTCString()
  const backend = httpBackend(await says(200, { outcomes: [] }, { date: inAnHour }))
  expect(backend.clockOffByMs()).toBeUndefined()
  await backend.push('token', [])
  expect(Math.round((backend.clockOffByMs() ?? 0) / 60_000)).toBe(-60)
})
