import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { build } from 'vite'
import { WebSocketServer, type WebSocket } from 'ws'
import type { WireRequest } from '../../src/shared/wire.ts'
import { TelephonyEvent, VoiceCommand } from '../../src/shared/domain/telephony.ts'

/** A host and a core double for the voice page alone: it says the commands and keeps what is reported. */
export interface VoiceHost {
  readonly url: string
  /** Everything reported so far, in order, each checked against the contract's schema. */
  readonly events: TelephonyEvent[]
  /** What `voice.hello` answers from now on. */
  greet(commands: VoiceCommand[]): void
  execute(command: VoiceCommand): void
  /** Resolves with the first event that fits, reported or still to come. */
  event(fits: (event: TelephonyEvent) => boolean, what: string): Promise<TelephonyEvent>
  /** Forgets what was reported. */
  forget(): void
  /** Closes the page's port as the core does when another voice page takes over. */
  dropPage(): void
  /** The core goes away with its host, and comes back at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

const limitMs = 10_000
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** Builds the voice page once; `serve` then starts as many hosts as a file of tests needs. */
export async function buildVoicePage(): Promise<{ serve(): Promise<VoiceHost>; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-page-'))
  const root = resolve(import.meta.dirname, '..', '..', 'src', 'renderer')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(root, 'voice.html') } },
  })
  return { serve: () => serve(folder), remove: () => rm(folder, { recursive: true }) }
}

async function serve(folder: string): Promise<VoiceHost> {
  const events: TelephonyEvent[] = []
  const watchers = new Set<(event: TelephonyEvent) => void>()
  let greeting: VoiceCommand[] = []
  let page: WebSocket | undefined
  let port = 0
  let running = await listen()

  async function listen() {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      void readFile(join(folder, path)).then(
        (file) => response.setHeader('content-type', types[extname(path)] ?? '').end(file),
        () => response.writeHead(404).end(),
      )
    })
    const sockets = new WebSocketServer({ server, path: '/port' })
    sockets.on('connection', (socket) => {
      page = socket
      socket.on('message', (frame: Buffer) =>
        answer(socket, JSON.parse(frame.toString('utf8')) as WireRequest),
      )
    })
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
    port = (server.address() as AddressInfo).port
    return { server, sockets }
  }

  function answer(socket: WebSocket, request: WireRequest): void {
    const outputs: Record<string, unknown> = {
      'voice.hello': { commands: greeting },
      'settings.get': { language: 'es', theme: 'light' },
    }
    if (request.method === 'voice.report') {
      const event = TelephonyEvent.parse(request.input)
      events.push(event)
      for (const watch of watchers) watch(event)
    }
    const output = outputs[request.method] ?? null
    socket.send(JSON.stringify({ kind: 'reply', id: request.id, ok: true, output }))
  }

  async function stop(): Promise<void> {
    for (const socket of running.sockets.clients) socket.terminate()
    running.server.closeAllConnections()
    await new Promise((closed) => running.server.close(closed))
  }

  return {
    url: `http://127.0.0.1:${port}`,
    events,
    greet: (commands) => void (greeting = commands),
    execute(command) {
      page?.send(
        JSON.stringify({ kind: 'event', name: 'voice.execute', payload: VoiceCommand.parse(command) }),
      )
    },
    event(fits, what) {
      const already = events.find(fits)
      if (already) return Promise.resolve(already)
      return new Promise((resolve, reject) => {
        const watch = (event: TelephonyEvent): void => {
          if (!fits(event)) return
          clearTimeout(timer)
          watchers.delete(watch)
          resolve(event)
        }
        const timer = setTimeout(() => {
          watchers.delete(watch)
          reject(new Error(`No ${what} within ${limitMs} ms. Reported: ${JSON.stringify(events.slice(-6))}`))
        }, limitMs)
        watchers.add(watch)
      })
    },
    forget: () => void events.splice(0),
    dropPage: () => page?.close(),
    stop,
    async start() {
      running = await listen()
    },
    close: stop,
  }
}
