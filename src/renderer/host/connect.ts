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

/** A desk that can tell why it went away. */
export interface HostDesk extends Desk {
  /**
   * After `onClose`: true where the core is still there and closed this page's port on purpose, because another
   * page took its place; false where the core itself went away, or the connection broke.
   */
  dismissed(): Promise<boolean>
}

/**
 * The only place in the renderer that knows which host it runs in. Rejects with `unavailable` where the core
 * does not answer. A lost connection is told by `onClose` and is not mended here: the caller connects again.
 */
export async function connectHost(role: PageRole): Promise<HostDesk> {
  if (window.deskPort) return { ...connectDesk(window.deskPort), dismissed: () => Promise.resolve(false) }
  const socket = await openSocket(role)
  const closing = new Promise<boolean>((resolve) => {
    socket.addEventListener('close', ({ wasClean, code }) => resolve(wasClean && code !== goingAway))
  })
  return {
    ...connectDesk(webSocketPort(socket)),
    dismissed: async () => (await closing) && (await hostStays()),
  }
}

/** Close code of a host that ends (RFC 6455 §7.4.1). */
const goingAway = 1001
/** A host that ends closes its ports a little before its doors, in ms. */
const doorsCloseMs = 500

async function hostStays(): Promise<boolean> {
  await new Promise((waited) => setTimeout(waited, doorsCloseMs))
  const answer = fetch(location.pathname, { cache: 'no-store' })
  return answer.then(
    (response) => response.ok,
    () => false,
  )
}

/** Resolves once open, so that nobody posts into a socket that is still shaking hands. */
function openSocket(role: PageRole): Promise<WebSocket> {
  const address = new URL(`/port?role=${role}`, location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address)
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket))
    socket.addEventListener('close', () =>
      reject(new DeskError('unavailable', 'The desk core did not answer.')),
    )
  })
}

/** Called in the turn in which the socket opened: no frame can have come before the listener. */
function webSocketPort(socket: WebSocket): Port {
  return {
    post(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    },
    listen(onMessage) {
      socket.addEventListener('message', (frame: MessageEvent<unknown>) => {
        if (typeof frame.data === 'string') onMessage(JSON.parse(frame.data))
      })
    },
    onClose: (closed) => socket.addEventListener('close', () => closed()),
    close: () => socket.close(),
  }
}
