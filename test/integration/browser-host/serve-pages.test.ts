import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { servePages, type ServedPages } from '../../../src/main/hosts/browser/serve-pages.ts'
import type { PageRole } from '../../../src/shared/serve.ts'
import type { Port } from '../../../src/shared/wire.ts'

let folder: string
let served: ServedPages
let attached: { port: Port; role: PageRole }[]
let tell: () => void

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'))
  await writeFile(join(folder, 'voice.html'), '<html><head></head><body>voice</body></html>')
  await writeFile(join(folder, 'desk.html'), '<html><head></head><body>desk</body></html>')
  await writeFile(join(folder, 'notes.txt'), 'not a page')
  attached = []
  served = await servePages({
    folder,
    port: 0,
    attach: (port, role) => {
      attached.push({ port, role })
      tell()
    },
    isOurKey: (key) => key === 'the-key',
  })
})

afterEach(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

test('the one-time address is exchanged for a cookie and then shows the voice page without the token', async () => {
  const answer = await get(new URL(served.url).pathname + new URL(served.url).search)
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe('/')
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
  const page = await get('/', { cookie: cookie.split(';')[0] })
  expect(page.status).toBe(200)
  expect(page.body).toContain('voice')
  expect((await get('/desk.html', { cookie: cookie.split(';')[0] })).body).toContain('desk')
})

test('the address works once: whoever finds it later is told so and stays outside', async () => {
  await enter()
  const second = await get(`/${new URL(served.url).search}`)
  expect(second.status).toBe(403)
  expect(second.headers['set-cookie']).toBeUndefined()
  expect(second.body).toContain('sirve una sola vez')
})

test('a wrong token is refused and does not use up the right one', async () => {
  expect((await get('/?token=guess')).status).toBe(403)
  expect((await get('/?token=')).status).toBe(403)
  expect(await enter()).toMatch(/^ventanilla-\d+=/)
})

test('nothing is shown without the cookie', async () => {
  await enter()
  for (const path of ['/', '/desk.html', '/voice.html', '/assets/app.js'])
    expect((await get(path)).status).toBe(403)
  expect((await get('/', { cookie: `ventanilla-${served.port}=guess` })).status).toBe(403)
})

test('a page of the open web that points its name at this machine is refused (DNS rebinding)', async () => {
  const cookie = await enter()
  for (const host of ['evil.example', `evil.example:${served.port}`, `localhost:${served.port}`, '127.0.0.1'])
    expect((await get('/', { cookie, host })).status).toBe(403)
  expect((await get('/', { cookie, origin: 'http://evil.example' })).status).toBe(403)
  expect((await get('/', { cookie, origin: 'null' })).status).toBe(403)
})

test('pages travel with the headers that keep strangers out of them', async () => {
  const cookie = await enter()
  const { headers } = await get('/desk.html', { cookie })
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("frame-src 'self'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe')
  const voice = String((await get('/', { cookie })).headers['content-security-policy'])
  expect(voice).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(voice.replace('wasm-unsafe-eval', '')).not.toContain('unsafe')
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  expect(headers['permissions-policy']).toContain('microphone=(self)')
  expect(headers['permissions-policy']).toContain('camera=()')
})

test('nothing outside the folder and nothing that is no page is served', async () => {
  const cookie = await enter()
  for (const path of [
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2fpackage.json',
    '/%00',
    '/%',
    '/notes.txt',
  ])
    expect((await get(path, { cookie })).status, path).toBe(404)
  expect((await get('/', { cookie }, 'POST')).status).toBe(405)
})

test('HEAD tells that the core is there without sending the page', async () => {
  const answer = await get('/', { cookie: await enter() }, 'HEAD')
  expect(answer.status).toBe(200)
  expect(answer.body).toBe('')
})

test('another start on this profile learns that it is taken, and nobody else learns anything', async () => {
  expect((await get('/running', { 'x-ventanilla-key': 'the-key' })).status).toBe(204)
  expect((await get('/running', { 'x-ventanilla-key': 'guess' })).status).toBe(403)
  expect((await get('/running')).status).toBe(403)
})

test('a page with the cookie gets a port of its role, and messages flow both ways', async () => {
  const cookie = await enter()
  const arrived = nextAttach()
  const page = await open('/port?role=desk', { cookie, origin: ownOrigin() })
  const core = await arrived
  expect(core.role).toBe('desk')
  page.send(JSON.stringify({ kind: 'request', id: 1 }))
  const heard = new Promise<unknown>((resolve) => core.port.listen(resolve))
  expect(await heard).toEqual({ kind: 'request', id: 1 })
  const answered = new Promise<string>((resolve) =>
    page.once('message', (data: Buffer) => resolve(data.toString())),
  )
  core.port.post({ kind: 'event', name: 'calls.changed', payload: {} })
  expect(JSON.parse(await answered)).toEqual({ kind: 'event', name: 'calls.changed', payload: {} })
})

test('a message sent before the core listens waits for it', async () => {
  const cookie = await enter()
  const arrived = nextAttach()
  const page = await open('/port?role=voice', { cookie, origin: ownOrigin() })
  const core = await arrived
  const answered = new Promise((resolve) => page.once('pong', resolve))
  page.send('{"kind":"request","id":7}')
  page.ping()
  await answered
  const heard: unknown[] = []
  core.port.listen((message) => heard.push(message))
  expect(heard).toEqual([{ kind: 'request', id: 7 }])
})

test('a socket without cookie, from another origin, of no origin or of no role is refused', async () => {
  const cookie = await enter()
  const origin = ownOrigin()
  expect(await refusal('/port?role=desk', { origin })).toBe(403)
  expect(await refusal('/port?role=desk', { cookie, origin: 'http://evil.example' })).toBe(403)
  expect(await refusal('/port?role=desk', { cookie })).toBe(403)
  expect(await refusal('/port?role=desk', { cookie, origin, host: 'evil.example' })).toBe(403)
  expect(await refusal('/port?role=lead', { cookie, origin })).toBe(404)
  expect(await refusal('/elsewhere?role=desk', { cookie, origin })).toBe(404)
  expect(attached).toEqual([])
})

test.each([
  ['no JSON', 'hello', 1007],
  ['binary', Buffer.from([0xff, 0x00]), 1007],
  ['too long', `"${'x'.repeat(300 * 1024)}"`, 1009],
])('a message that is %s ends that connection and nothing else', async (_what, message, code) => {
  const cookie = await enter()
  const arrived = nextAttach()
  const page = await open('/port?role=desk', { cookie, origin: ownOrigin() })
  const { port } = await arrived
  const closedAtCore = new Promise<void>((resolve) => port.onClose(resolve))
  const closed = new Promise<number>((resolve) => page.once('close', resolve))
  page.send(message)
  expect(await closed).toBe(code)
  await closedAtCore
  expect((await get('/', { cookie })).status).toBe(200)
})

test('closing the host closes the pages’ sockets, so that they can say that the core went away', async () => {
  const page = await open('/port?role=desk', { cookie: await enter(), origin: ownOrigin() })
  const closed = new Promise<number>((resolve) => page.once('close', resolve))
  await served.close()
  expect([1001, 1006]).toContain(await closed)
})

type Headers = Record<string, string | undefined>

function ownOrigin(): string {
  return `http://127.0.0.1:${served.port}`
}

async function enter(): Promise<string> {
  const answer = await get(`/${new URL(served.url).search}`)
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

function nextAttach(): Promise<{ port: Port; role: PageRole }> {
  return new Promise((resolve, reject) => {
    tell = () => {
      const [first] = attached
      if (first) resolve(first)
      else reject(new Error('Nothing was attached.'))
    }
  })
}

/** Plain HTTP, because `fetch` neither lets a test name another host nor sends an unclean path as it is. */
function get(
  path: string,
  headers: Headers = {},
  method = 'GET',
): Promise<{ status: number | undefined; headers: IncomingMessage['headers']; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: served.port, path, method, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (body += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

function connect(path: string, headers: Headers): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${served.port}${path}`, { headers })
}

function open(path: string, headers: Headers): Promise<WebSocket> {
  const socket = connect(path, headers)
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

function refusal(path: string, headers: Headers): Promise<number | undefined> {
  const socket = connect(path, headers)
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, answer) => {
      resolve(answer.statusCode)
      socket.terminate()
    })
    socket.once('open', () => reject(new Error('It was let in.')))
    socket.on('error', () => undefined)
  })
}
