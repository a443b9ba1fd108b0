import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer, type RawData } from 'ws'

/** Sits between a softphone and its exchange: hears what the desk says, and says what no exchange should. */
export interface SipTap {
  readonly url: string
  /** Every SIP message of the desk, oldest first. */
  readonly fromDesk: readonly string[]
  /** To the desk, as one text frame, whatever the bytes are. */
  say(message: string | Buffer): void
  /** An INVITE to the address that the desk registered, from outside the queue. */
  invite(caller: { name: string; number: string; callId: string }): string
  close(): Promise<void>
}

export async function openSipTap(exchangeUrl: string): Promise<SipTap> {
  const fromDesk: string[] = []
  let desk: WebSocket | undefined
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' })
  server.on('connection', (near) => {
    const far = new WebSocket(exchangeUrl, 'sip')
    const waiting: string[] = []
    near.on('message', (data: RawData) => {
      const text = textOf(data)
      fromDesk.push(text)
      // The check of the station times the way on a connection of its own: the one that registers is the line.
      if (text.startsWith('REGISTER ')) desk = near
      if (far.readyState === WebSocket.OPEN) far.send(text)
      else waiting.push(text)
    })
    far.on('open', () => {
      for (const text of waiting) far.send(text)
    })
    far.on('message', (data: RawData) => near.send(textOf(data)))
    far.on('error', () => near.close())
    far.on('close', () => near.close())
    near.on('error', () => far.close())
    near.on('close', () => far.close())
  })
  await new Promise<void>((ready) => server.once('listening', ready))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fromDesk,
    say: (message) => desk?.send(message, { binary: false }),
    invite({ name, number, callId }) {
      const registration = fromDesk.findLast((text) => text.startsWith('REGISTER '))
      const target = /^Contact:\s*<([^>]+)>/im.exec(registration ?? '')?.[1] ?? 'sip:nobody@exchange.invalid'
      return [
        `INVITE ${target} SIP/2.0`,
        `Via: SIP/2.0/WS exchange.invalid;branch=z9hG4bK${callId}`,
        'Max-Forwards: 70',
        `From: "${name}" <sip:${number}@exchange.invalid>;tag=${callId}`,
        `To: <${target}>`,
        `Call-ID: ${callId}`,
        'CSeq: 1 INVITE',
        'Contact: <sip:exchange@exchange.invalid;transport=ws>',
        'X-Queue: general',
        `X-Call-Id: ${callId}`,
        'Content-Type: application/sdp',
        `Content-Length: ${offer.length}`,
        '',
        offer,
      ].join('\r\n')
    },
    async close() {
      for (const client of server.clients) client.terminate()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

/** An offer of one G.711 voice (RFC 4566); nobody ever answers it. */
const offer = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 0',
  'c=IN IP4 127.0.0.1',
  'a=rtpmap:0 PCMU/8000',
  '',
].join('\r\n')

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : ''
}
