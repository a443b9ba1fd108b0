import { DeskError } from '../../shared/errors.ts'
import type { PageRole } from '../../shared/serve.ts'
import { connectDesk, type Desk, type Port } from '../../shared/wire.ts'

declare global {
  interface Window {
    /** Put there by the Electron preload; absent in the browser host. */
    readonly deskPort?: Port
  }
}

export type HostKind = 'electron' | 'browser'

/** For words that differ by host (where a permission is granted, say); never to decide behaviour. */
export function hostKind(): HostKind {
  return window.deskPort ? 'electron' : 'browser'
}

/**
 * The only place in the renderer that knows which host it runs in. Rejects with `unavailable` where the core
 * does not answer. A lost connection is told by `onClose` and is not mended here: the caller connects again.
 */
export async function connectHost(role: PageRole): Promise<Desk> {
  return connectDesk(window.deskPort ?? (await webSocketPort(role)))
}

/** Tells a core that went away (false) from one that is there and has closed only this page's port (true). */
export async function hostAnswers(): Promise<boolean> {
  if (hostKind() === 'electron') return false
  const answer = fetch(location.pathname, { cache: 'no-store' })
  return answer.then(
    (response) => response.ok,
    () => false,
  )
}

/** Resolves once open, so that nobody posts into a socket that is still shaking hands. */
function webSocketPort(role: PageRole): Promise<Port> {
  const address = new URL(`/port?role=${role}`, location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address)
  const early: unknown[] = []
  const closers: (() => void)[] = []
  let hear = (message: unknown): void => void early.push(message)

  socket.addEventListener('message', (frame: MessageEvent<unknown>) => {
    if (typeof frame.data === 'string') hear(JSON.parse(frame.data))
  })
  const port: Port = {
    post(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    },
    listen(onMessage) {
      hear = onMessage
      for (const message of early.splice(0)) onMessage(message)
    },
    onClose: (closed) => void closers.push(closed),
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(port))
    socket.addEventListener('close', () => {
      reject(new DeskError('unavailable', 'The desk core did not answer.'))
      for (const tell of closers) tell()
    })
  })
}
