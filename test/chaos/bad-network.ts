import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Chance } from './chance.ts'

/** What may happen to an answer on its way. */
const onceOnly = ['lost-request', 'lost-answer', 'half-answer', 'late', '5xx', '429', 'foreign-page'] as const
const faults = [...onceOnly, 'twice-at-once', 'again-later'] as const
export type Fault = (typeof faults)[number]

/** The network between desk and backend: what the desk calls the backend's address. */
export interface BadNetwork {
  readonly url: string
  /** Where requests go now; none while the backend is down. */
  backendAt(url: string | undefined): void
  /** From now on nothing goes wrong. */
  heal(): void
  /** Every connection breaks and none is taken until `restore`. */
  cut(): void
  restore(): void
  /** How many answers were asked for, and how many were spoiled in which way. */
  counted(): { answers: number; spoiled: Record<Fault, number> }
  close(): Promise<void>
}

interface Answer {
  status: number
  type: string
  body: Buffer
}

const latestMs = 1_500

/**
 * A proxy that spoils this share of the answers; which and how is the chance's choice. Our own backend bears that any
 * request comes twice. GeoReport has nothing to know a repeated POST by, and a proxy must not repeat one by itself
 * (RFC 9110 §9.2.2): towards such a server `repeatsPosts` is false.
 */
export async function badNetwork(
  chance: Chance,
  share: number,
  { repeatsPosts }: { repeatsPosts: boolean },
): Promise<BadNetwork> {
  const told = Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<Fault, number>
  const sockets = new Set<Socket>()
  let backend: URL | undefined
  let spoiled = share
  let isCut = false
  let answers = 0

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    if (isCut) return socket.destroy()
    keep(socket)
  })
  server.on('upgrade', tunnel)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await collect(request)
    answers++
    const may = repeatsPosts || request.method !== 'POST' ? faults : onceOnly
    const fault = chance.next() < spoiled ? chance.oneOf<Fault>(may) : undefined
    if (fault) told[fault]++
    const forward = () => send(backend, request, body)
    switch (fault) {
      case undefined:
        return give(response, await forward())
      case 'lost-request':
        return void response.destroy()
      case 'lost-answer':
        await forward()
        return void response.destroy()
      case 'half-answer': {
        const answer = await forward()
        response.writeHead(answer.status, {
          'content-type': answer.type,
          'content-length': answer.body.length,
        })
        response.write(answer.body.subarray(0, answer.body.length >> 1))
        return void setImmediate(() => response.destroy())
      }
      case 'late': {
        const waitMs = chance.below(latestMs)
        const answer = await forward()
        await new Promise((resume) => setTimeout(resume, waitMs))
        return give(response, answer)
      }
      case 'twice-at-once': {
        const [, answer] = await Promise.all([forward().catch(() => undefined), forward()])
        return give(response, answer)
      }
      case 'again-later': {
        const waitMs = chance.below(latestMs)
        give(response, await forward())
        setTimeout(() => void forward().catch(() => undefined), waitMs)
        return
      }
      case '5xx':
        if (chance.next() < 0.5) await forward()
        return give(response, page(chance.oneOf([500, 502, 503, 504])))
      case '429':
        response.setHeader('retry-after', '1')
        return give(response, page(429))
      case 'foreign-page':
        return give(response, page(200))
    }
  }

  /** The poke's WebSocket goes through as it is; it breaks with every cut and every kill. */
  function tunnel(request: IncomingMessage, near: Duplex, head: Buffer): void {
    near.on('error', () => near.destroy())
    if (!backend || isCut) return void near.destroy()
    const far = connect(Number(backend.port), backend.hostname)
    keep(far)
    far.once('connect', () => {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
      far.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`)
      far.write(head)
      near.pipe(far).pipe(near)
    })
    far.once('close', () => near.destroy())
    near.once('close', () => far.destroy())
  }

  return {
    url,
    counted: () => ({ answers, spoiled: told }),
    backendAt: (address) => (backend = address === undefined ? undefined : new URL(address)),
    heal: () => (spoiled = 0),
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    restore: () => (isCut = false),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const answerWithinMs = 20_000

function send(
  backend: URL | undefined,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (!backend) return reject(new Error('The backend is down.'))
    const { authorization, accept } = headers
    const type = headers['content-type']
    const request = ask(new URL(url ?? '/', backend), {
      method,
      agent: false,
      timeout: answerWithinMs,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(accept === undefined ? {} : { accept }),
        ...(type === undefined ? {} : { 'content-type': type, 'content-length': body.length }),
      },
    })
    request.once('timeout', () => request.destroy(new Error('The backend is silent.')))
    request.once('error', reject)
    request.once('response', (response) => {
      collect(response).then(
        (text) =>
          resolve({
            status: response.statusCode ?? 502,
            type: String(response.headers['content-type']),
            body: text,
          }),
        reject,
      )
    })
    request.end(body)
  })
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

/** What a proxy or a hotel's login page says in place of the backend. */
function page(status: number): Answer {
  return { status, type: 'text/html; charset=utf-8', body: Buffer.from(`<!doctype html><h1>${status}</h1>`) }
}

function give(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length })
  response.end(body)
}
