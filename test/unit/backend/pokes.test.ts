import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { createPokes } from '../../../src/backend/poke/pokes.ts'
import type { Caller } from '../../../src/backend/sign-in/sessions.ts'
import { fakeClock } from '../../support/fake-clock.ts'

const start = '2026-11-23T14:00:00.000Z'
const caller: Caller = {
  agent: { agentId: 'ana', name: 'Ana', role: 'agent', queues: [] },
  tokenHash: 'hash',
  expiresAt: Date.parse(start) + 3_600_000,
}

function centre(desks: number) {
  const clock = fakeClock(start)
  const pokes = createPokes(clock)
  let told = 0
  for (let index = 0; index < desks; index++) {
    const socket = Object.assign(new EventEmitter(), { send: () => told++ })
    pokes.add(socket as unknown as WebSocket, caller)
  }
  return { clock, pokes, toldEach: () => told / desks }
}

test('a lone change is told at once, also to a thousand desks', () => {
  const { clock, pokes, toldEach } = centre(1_000)
  pokes.changed()
  clock.pass(0)
  expect(toldEach()).toBe(1)
})

test('a storm of changes pokes a thousand desks twice a second, and the last change is told too', () => {
  const { clock, pokes, toldEach } = centre(1_000)
  for (let ms = 0; ms < 990; ms += 10) {
    pokes.changed()
    clock.pass(10)
  }
  expect(toldEach()).toBe(2)
  clock.pass(500)
  expect(toldEach()).toBe(3)
  clock.pass(5_000)
  expect(toldEach()).toBe(3)
})

test('a small office hears of every change within 20 ms', () => {
  const { clock, pokes, toldEach } = centre(10)
  for (let change = 0; change < 10; change++) {
    pokes.changed()
    clock.pass(20)
  }
  expect(toldEach()).toBe(10)
})
