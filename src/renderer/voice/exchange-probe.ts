import type { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { ExchangeProbe } from '../../shared/domain/sound.ts'
import { answersPing, optionsPing } from './options-ping.ts'

const probes = 20
const everyMs = 250
/** An answer later than this counts as none, ms. */
const lateMs = 2_000
const openMs = 5_000

/** Times requests to the first exchange of the account on a connection of their own, for about seven seconds. */
export async function probeExchange(account: SoftphoneAccount): Promise<ExchangeProbe> {
  const first = account.sockets.toSorted((one, other) => other.weight - one.weight)[0]
  const socket = first && (await openSocket(first.url))
  if (!first || !socket) return figuresOf(probes, [])
  const token = crypto.randomUUID().replaceAll('-', '')
  const viaTransport = first.url.startsWith('wss:') ? 'WSS' : 'WS'
  const sentAt = new Map<number, number>()
  const roundTrips: number[] = []
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
    const sequence = answersPing(text, token) ? Number(/^CSeq:\s*(\d+)/im.exec(text)?.[1]) : Number.NaN
    const sent = sentAt.get(sequence)
    if (sent === undefined) return
    sentAt.delete(sequence)
    const tookMs = performance.now() - sent
    if (tookMs <= lateMs) roundTrips.push(tookMs)
  })
  for (let sequence = 1; sequence <= probes && socket.readyState === WebSocket.OPEN; sequence += 1) {
    sentAt.set(sequence, performance.now())
    socket.send(optionsPing({ uri: account.uri, viaTransport, token }, sequence))
    await pause(everyMs)
  }
  await pause(sentAt.size > 0 ? lateMs : 0)
  socket.close()
  return figuresOf(probes, roundTrips)
}

/** `roundTrips` in ms, in the order of their answers. */
export function figuresOf(sent: number, roundTrips: readonly number[]): ExchangeProbe {
  const sorted = roundTrips.toSorted((one, other) => one - other)
  const median = sorted[Math.floor(sorted.length / 2)]
  const steps = roundTrips.slice(1).map((each, at) => Math.abs(each - (roundTrips[at] ?? each)))
  const mean = steps.reduce((sum, step) => sum + step, 0) / Math.max(1, steps.length)
  return {
    sent,
    lost: sent - roundTrips.length,
    roundTripMs: median === undefined ? null : rounded(median),
    jitterMs: median === undefined ? null : rounded(mean),
  }
}

const rounded = (ms: number) => Math.round(ms * 10) / 10
const pause = (delayMs: number) => new Promise((done) => setTimeout(done, delayMs))

/** As a telephone of SIP (RFC 7118) and not as a web page: an exchange answers nobody else. */
function openSocket(url: string): Promise<WebSocket | undefined> {
  const socket = new WebSocket(url, 'sip')
  socket.binaryType = 'arraybuffer'
  return new Promise((resolve) => {
    const give = (opened: WebSocket | undefined) => {
      clearTimeout(timer)
      if (!opened) socket.close()
      resolve(opened)
    }
    const timer = setTimeout(() => give(undefined), openMs)
    socket.addEventListener('open', () => give(socket), { once: true })
    socket.addEventListener('close', () => give(undefined), { once: true })
  })
}
