import type { WebSocket } from 'ws'
import type { Log } from '../log.ts'
import {
  buildSipMessage,
  header,
  parseSipMessage,
  sequenceOf,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from './sip-message.ts'

/** One softphone's WebSocket: frames in and out, and which reply belongs to which request of ours. */
export interface SipConnection {
  readonly open: boolean
  send(message: SipMessage): void
  /** Each reply to the request, provisional ones too, until a final one to anything but INVITE came. */
  request(message: SipRequest, onResponse: (response: SipResponse) => void): void
  /** Returns how to stop listening: a connection outlives its calls by hours. */
  onClose(closed: () => void): () => void
  close(): void
}

/** Keep-alive of RFC 7118 over RFC 5626 §3.5.1: double CRLF asked, single CRLF answered. */
const ping = '\r\n\r\n'
const pong = '\r\n'

/** Speaks SIP on an open WebSocket (RFC 7118); what is not SIP is dropped and logged by size only. */
export function createSipConnection(
  socket: WebSocket,
  log: Log,
  onRequest: (request: SipRequest, connection: SipConnection) => void,
): SipConnection {
  const waiting = new Map<string, { method: string; onResponse: (response: SipResponse) => void }>()
  const connection: SipConnection = {
    get open() {
      return socket.readyState === socket.OPEN
    },
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(buildSipMessage(message))
    },
    request(message, onResponse) {
      waiting.set(transactionOf(message), { method: message.method, onResponse })
      connection.send(message)
    },
    onClose(closed) {
      socket.on('close', closed)
      return () => void socket.off('close', closed)
    },
    close: () => socket.close(1001),
  }

  socket.on('message', (frame: Buffer) => {
    const text = frame.toString('utf8')
    if (text === ping) return socket.send(pong)
    if (text === pong) return
    const message = parseSipMessage(text)
    if (!message) return log.warn('A frame that is not SIP was dropped.', { bytes: frame.length })
    if (message.kind === 'request') return onRequest(message, connection)
    const key = transactionOf(message)
    const transaction = waiting.get(key)
    if (!transaction) return
    if (message.status >= 300 || (message.status >= 200 && transaction.method !== 'INVITE'))
      waiting.delete(key)
    transaction.onResponse(message)
  })
  socket.on('error', (error) => log.warn('A softphone line failed.', { error: error.message }))
  socket.on('close', () => waiting.clear())
  return connection
}

/** A CANCEL shares the branch of its INVITE: the method tells the two apart (RFC 3261 §17.1.3). */
function transactionOf(message: SipMessage): string {
  const branch = /;\s*branch=([^;,\s]+)/i.exec(header(message, 'Via') ?? '')?.[1] ?? ''
  return `${branch} ${sequenceOf(message)?.method ?? ''}`
}
