import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { PageRole } from '../../../shared/serve.ts'
import type { Port } from '../../../shared/wire.ts'
import { readPageFile } from '../page-files.ts'
import { makeSessionCookie, type SessionCookie } from './session-cookie.ts'
import { longestMessage, webSocketPort } from './websocket-port.ts'

/** A page that hangs must not keep the desk from ending, ms. */
const longestGoodbyeMs = 1_000

export interface ServedPages {
  readonly port: number
  /** The address to open, with its one-time token. */
  readonly url: string
  /** True once a browser came in with that address. */
  entered(): boolean
  close(): Promise<void>
}

export interface PagesToServe {
  /** Folder of the built pages. */
  folder: string
  /** 0 = any free one. */
  port: number
  attach(port: Port, role: PageRole): void
  /** Answers another start on the same profile; see `lock-profile.ts`. */
  isOurKey(key: string): boolean
}

/**
 * The pages and their ports on this machine alone. A page of the open web can make a browser send requests here
 * (DNS rebinding, cross-site WebSocket), so every request must name our own host, come from our own origin and
 * carry the cookie that the one-time token was exchanged for.
 */
export async function servePages(wanted: PagesToServe): Promise<ServedPages> {
  const server = createServer()
  const port = await listen(server, wanted.port)
  const own = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
  const cookie = makeSessionCookie(port)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  })

  const isOwn = ({ headers }: IncomingMessage): boolean =>
    headers.host === own.host && (headers.origin === undefined || headers.origin === own.origin)

  server.on('request', (request, response) => {
    if (!isOwn(request)) return refuse(response, 403, notFromHere)
    answer(request, response, { wanted, cookie, origin: own.origin }).catch(() => response.destroy())
  })
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = addressOf(request, own.origin)
    const role = searchParams.get('role')
    const welcome =
      isOwn(request) && request.headers.origin !== undefined && cookie.admits(request.headers.cookie)
    if (!welcome) return refuseUpgrade(socket, '403 Forbidden')
    if (pathname !== '/port' || (role !== 'desk' && role !== 'voice'))
      return refuseUpgrade(socket, '404 Not Found')
    sockets.handleUpgrade(request, socket, head, (accepted) => wanted.attach(webSocketPort(accepted), role))
  })

  return {
    port,
    url: `${own.origin}/?token=${cookie.token}`,
    entered: () => cookie.used,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) {
          client.close(1001, 'The desk ends.')
          setTimeout(() => client.terminate(), longestGoodbyeMs).unref()
        }
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Room {
  wanted: PagesToServe
  cookie: SessionCookie
  origin: string
}

async function answer(request: IncomingMessage, response: ServerResponse, room: Room): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Only GET and HEAD are answered here.')
  const { pathname, searchParams } = addressOf(request, room.origin)
  const key = request.headers['x-ventanilla-key']
  if (pathname === '/running' && typeof key === 'string' && room.wanted.isOurKey(key))
    return void response.writeHead(204, everyAnswer).end()

  const token = searchParams.get('token')
  if (token !== null) {
    const setCookie = room.cookie.exchange(token)
    if (setCookie === undefined) return refuse(response, 403, usedOrWrong)
    return void response.writeHead(303, { ...everyAnswer, 'Set-Cookie': setCookie, Location: '/' }).end()
  }
  if (!room.cookie.admits(request.headers.cookie)) return refuse(response, 403, noSession)

  const file = await readPageFile(room.wanted.folder, pathname === '/' ? '/voice.html' : pathname, 'self')
  if (!file) return refuse(response, 404, 'There is no such page.')
  response.writeHead(200, { ...file.headers, ...everyAnswer, 'Content-Length': file.content.byteLength })
  response.end(request.method === 'HEAD' ? undefined : file.content)
}

const everyAnswer = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'SAMEORIGIN',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'microphone=(self), speaker-selection=(self), autoplay=(self), hid=(self), camera=(), geolocation=(), display-capture=()',
}

const notFromHere =
  'Esta dirección solo responde a la propia Ventanilla.\nThis address answers only to Ventanilla itself.\n'
const usedOrWrong =
  'Esta dirección ya se usó o no es válida: sirve una sola vez. Cierra Ventanilla y ábrela de nuevo.\n' +
  'This address was used already or is wrong: it works once. Close Ventanilla and start it again.\n'
const noSession =
  'Este navegador no ha entrado. Abre la dirección completa que Ventanilla mostró al iniciar.\n' +
  'This browser has not been let in. Open the whole address that Ventanilla printed at its start.\n'

function refuse(response: ServerResponse, status: number, words: string): void {
  const headers = { ...everyAnswer, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }
  response.writeHead(status, headers).end(words)
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** An address that cannot be read is one that leads nowhere. */
function addressOf(request: IncomingMessage, origin: string): URL {
  return URL.parse(request.url ?? '', origin) ?? new URL('/unreadable', origin)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'))
      else resolve(address.port)
    })
  })
}
