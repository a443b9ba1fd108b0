import type { WebSocket } from 'ws'
import type { Port } from '../../../shared/wire.ts'

/** Above what the largest request of the contract needs, far below what would hurt. Bytes. */
export const longestMessage = 256 * 1024

/** A page that no longer reads is cut off before its backlog fills the memory; it connects again. Bytes. */
const longestBacklog = 16 * 1024 * 1024

const invalidPayload = 1007

/** A WebSocket as a Port: text frames of JSON. Anything else ends the connection. */
export function webSocketPort(socket: WebSocket): Port {
  const early: unknown[] = []
  let hear = (message: unknown): void => void early.push(message)

  socket.on('message', (data, isBinary) => {
    const message = !isBinary && Buffer.isBuffer(data) ? parse(data.toString('utf8')) : undefined
    if (message === undefined) socket.close(invalidPayload, 'Only JSON text is understood.')
    else hear(message)
  })
  socket.on('error', () => socket.terminate())

  return {
    post(message) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > longestBacklog) socket.terminate()
      else socket.send(JSON.stringify(message))
    },
    listen(onMessage) {
      hear = onMessage
      for (const message of early.splice(0)) onMessage(message)
    },
    onClose: (closed) => void socket.on('close', closed),
    close: () => socket.close(),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
