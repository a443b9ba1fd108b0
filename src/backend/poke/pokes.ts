import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Caller } from '../sign-in/sessions.ts'

/** Proxies cut silent connections after a minute or so; a dead desk is noticed within two beats and paused by then. */
const beatMs = 10_000
/**
 * A lone change is told at once. What follows it waits for this long, and in a large centre for so much per desk: a
 * storm of cases makes a thousand desks pull twice a second instead of fifty times, and the backend has time left for
 * what they file.
 */
const leastRestMs = 20
const restPerDeskMs = 0.5
/** A desk that does not answer the closing handshake must not hold up the end of the backend. */
const farewellMs = 1_000

/** The open sockets of the desks; each hears `pull` when there is something to pull. */
export interface Pokes {
  add(socket: WebSocket, caller: Caller): void
  changed(): void
  /** When each agent's desk was last heard, epoch ms; the newest where there are several. */
  heard(): ReadonlyMap<string, number>
  /** How many sockets are open. */
  count(): number
  closeSession(tokenHash: string): void
  close(): void
}

export function createPokes(
  clock: Clock,
  onPoked: (desks: number, seconds: number) => void = () => {},
): Pokes {
  const open = new Map<WebSocket, { caller: Caller; alive: boolean; heardAt: number }>()
  let gathering: (() => void) | undefined
  let restUntil = 0
  let closed = false
  let cancelBeat = clock.after(beatMs, beat)

  function beat(): void {
    for (const [socket, state] of open) {
      if (state.caller.expiresAt <= clock.now()) socket.close(4401, 'session ended')
      else if (!state.alive) socket.terminate()
      else {
        state.alive = false
        socket.ping()
      }
    }
    cancelBeat = clock.after(beatMs, beat)
  }

  return {
    add(socket, caller) {
      if (closed) return socket.close(1001)
      const state = { caller, alive: true, heardAt: clock.now() }
      open.set(socket, state)
      socket.on('pong', () => {
        state.alive = true
        state.heardAt = clock.now()
      })
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => socket.terminate())
    },
    changed() {
      if (closed) return
      gathering ??= clock.after(Math.max(0, restUntil - clock.now()), () => {
        gathering = undefined
        restUntil = clock.now() + Math.max(leastRestMs, open.size * restPerDeskMs)
        const from = performance.now()
        for (const socket of open.keys()) socket.send('pull')
        onPoked(open.size, (performance.now() - from) / 1000)
      })
    },
    heard() {
      const heard = new Map<string, number>()
      for (const { caller, heardAt } of open.values())
        heard.set(caller.agent.agentId, Math.max(heardAt, heard.get(caller.agent.agentId) ?? 0))
      return heard
    },
    count: () => open.size,
    closeSession(tokenHash) {
      for (const [socket, { caller }] of open)
        if (caller.tokenHash === tokenHash) socket.close(4401, 'signed out')
    },
    close() {
      closed = true
      cancelBeat()
      gathering?.()
      const left = [...open.keys()]
      for (const socket of left) socket.close(1001)
      clock.after(farewellMs, () => left.forEach((socket) => socket.terminate()))
    },
  }
}
