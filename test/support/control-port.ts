import { WebSocket } from 'ws'
import { connectDesk, type Desk } from '../../src/shared/wire.ts'

/** A desk port in the hand of a test or benchmark, let in by the cookie of the browser it drives. */
export async function controlPort(
  origin: string,
  cookies: readonly { name: string; value: string }[],
): Promise<Desk & { close(): void }> {
  const url = new URL('/port?role=desk', origin)
  url.protocol = 'ws:'
  const socket = new WebSocket(url, {
    origin,
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const desk = connectDesk({
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (onMessage) =>
      void socket.on('message', (data: Buffer) => onMessage(JSON.parse(data.toString()))),
    onClose: (closed) => void socket.on('close', closed),
    close: () => socket.close(),
  })
  return { ...desk, close: () => socket.close() }
}

/** Asks every `everyMs` until the answer is there; rejects after `withinMs`, naming what was waited for. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  { withinMs = 20_000, everyMs = 50 } = {},
): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== null && answer !== false) return answer
    if (performance.now() > until) throw new Error(`Waited ${withinMs} ms in vain for: ${what}.`)
    await new Promise((resume) => setTimeout(resume, everyMs))
  }
}
