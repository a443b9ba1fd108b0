import { WebSocket } from 'ws'
import { paths } from '../../../src/shared/backend-api.ts'
import type { Said, Seat, Told } from './messages.ts'

/** Holds the sockets of all desks, apart from those who file and read: their work does not delay what is measured here. */
let pokes = 0
let sockets = 0
let atOnce: ReadonlySet<string> = new Set()
let heardAt = new Map<string, number>()
const opening = 50

process.on('message', (told: Told) => {
  switch (told.kind) {
    case 'open':
      return void openAll(told.url, told.seats)
    case 'await':
      atOnce = new Set(told.atOnce)
      heardAt = new Map()
      return say({ kind: 'awaiting' })
    case 'count':
      return say({ kind: 'counted', pokes })
  }
})
process.once('disconnect', () => process.exit(0))

async function openAll(url: string, seats: readonly Seat[]): Promise<void> {
  for (let start = 0; start < seats.length; start += opening)
    await Promise.all(seats.slice(start, start + opening).map((seat) => open(url, seat)))
  sockets = seats.length
  say({ kind: 'opened' })
}

async function open(url: string, { agentId, token }: Seat): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws') + paths.poke, ['ventanilla', token])
  socket.on('message', () => hear(agentId))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
}

function hear(agentId: string): void {
  pokes++
  if (heardAt.has(agentId)) return
  heardAt.set(agentId, performance.timeOrigin + performance.now())
  if (atOnce.has(agentId)) say({ kind: 'heard', agentId })
  if (heardAt.size === sockets) say({ kind: 'all-heard', at: [...heardAt.values()] })
}

function say(said: Said): void {
  process.send?.(said)
}
