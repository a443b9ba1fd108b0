import { paths } from '../../shared/backend-api.ts'
import type { Clock } from '../shell.ts'

const reconnectAfterMs = 5_000

/** Listens for "there is something to pull". Says nothing else and is not needed for correctness: sync also runs by the clock. */
export function listenForPokes(
  backendUrl: string,
  /** The newest: a session outlives its tokens. */
  token: () => string,
  clock: Clock,
  onPoke: () => void,
): { close(): void } {
  const url = new URL(paths.poke, backendUrl)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  let closed = false
  let socket: WebSocket | undefined
  let cancelRetry = () => {}

  const connect = () => {
    if (closed) return
    socket = new WebSocket(url, ['ventanilla', token()])
    socket.addEventListener('message', onPoke)
    socket.addEventListener('open', onPoke)
    // `error` is always followed by `close`; without a listener it would be reported as unhandled.
    socket.addEventListener('error', () => {})
    socket.addEventListener('close', () => {
      if (!closed) cancelRetry = clock.after(reconnectAfterMs, connect)
    })
  }
  connect()
  return {
    close() {
      closed = true
      cancelRetry()
      socket?.close()
    },
  }
}
