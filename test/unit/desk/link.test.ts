import { expect, test } from 'vitest'
import { keepConnected } from '../../../src/renderer/desk/app/link.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { createFakeCore } from '../../support/fake-core.ts'

const settled = () => new Promise((done) => setImmediate(done))

function desk() {
  const clock = fakeClock()
  const core = createFakeCore({ signedIn: true })
  let reachable = true
  let tries = 0
  const link = keepConnected(
    () => {
      tries++
      return reachable ? core.connect() : Promise.reject(new Error('nobody there'))
    },
    (delayMs, run) => void clock.after(delayMs, run),
  )
  return { clock, core, link, tries: () => tries, reachable: (now: boolean) => (reachable = now) }
}

test('a request made before the core is reached waits for it', async () => {
  const { link } = desk()
  await expect(link.request('session.get', {})).resolves.toMatchObject({ signedIn: true })
})

test('a core that went away is reached again, and what was listened to is still heard', async () => {
  const { link, core, clock } = desk()
  let heard = 0
  link.on('agent.changed', () => heard++)
  await settled()
  core.drop()
  expect(link.status.getState()).toEqual({ open: false, attempt: 1 })
  clock.pass(400)
  await settled()
  expect(link.status.getState()).toEqual({ open: true, attempt: 0 })
  core.changeAgent({})
  await settled()
  expect(heard).toBe(1)
})

test('while the core is away a request fails with a code and the tries grow apart, five seconds at most', async () => {
  const { link, core, clock, tries, reachable } = desk()
  await settled()
  reachable(false)
  core.drop()
  await expect(link.request('session.get', {})).rejects.toMatchObject({ code: 'unavailable' })
  const pauses = [400, 800, 1600, 3200, 5000, 5000]
  for (const [index, pause] of pauses.entries()) {
    clock.pass(pause - 1)
    await settled()
    expect(tries()).toBe(index + 1)
    clock.pass(1)
    await settled()
    expect(tries()).toBe(index + 2)
  }
})

test('a listener that left hears nothing more', async () => {
  const { link, core } = desk()
  let heard = 0
  const leave = link.on('agent.changed', () => heard++)
  await settled()
  leave()
  core.changeAgent({})
  await settled()
  expect(heard).toBe(0)
})
