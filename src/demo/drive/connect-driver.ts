import type { BrowserContext } from '@playwright/test'
import { WebSocket } from 'ws'
import { connectDesk, type Desk } from '../../shared/wire.ts'

/**
 * A third page beside the two: asks the core over the same door, with the cookie of the browser that came in,
 * so that a driver can read what the screens do not show and compare it with what they do.
 */
export async function connectDriver(context: BrowserContext, url: string): Promise<Desk & { close(): void }> {
  const { host, origin } = new URL(url)
  const cookies = await context.cookies(origin)
  const socket = new WebSocket(`ws://${host}/port?role=desk`, {
    headers: { origin, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const desk = connectDesk({
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (hear) =>
      void socket.on('message', (data: Buffer) => {
        hear(JSON.parse(data.toString()))
      }),
    onClose: (closed) => void socket.on('close', closed),
    close: () => socket.close(),
  })
  return { ...desk, close: () => socket.close() }
}
