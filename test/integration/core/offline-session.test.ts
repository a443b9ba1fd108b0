import { afterEach, beforeEach, expect, test } from 'vitest'
import { anaSession } from '../../support/fake-backend.ts'
import { testDesk, type TestDesk } from '../../support/test-desk.ts'

const hour = 60 * 60_000
let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  await desk.desk.request('session.signIn', { agentId: 'ana', password: 'la-de-ana' })
  desk.backend.failing = 'unavailable'
  desk.clock.pass(Date.parse(anaSession.expiresAt) - desk.clock.now() + 2 * hour)
})
afterEach(() => desk.dispose())

const session = () => desk.desk.request('session.get', {})

test('a session that ended while the cable was out goes on for the hours that IT allows, behind the lock', async () => {
  desk = await desk.restart(3)
  expect(await session()).toMatchObject({ signedIn: true })
  expect(await desk.desk.request('lock.get', {})).toMatchObject({ locked: true })
  expect(await desk.desk.request('lock.open', { password: 'la-de-ana' })).toMatchObject({ locked: false })
})

test.each([undefined, 2])('after %s allowed hours it does not', async (offlineHours) => {
  desk = await desk.restart(offlineHours)
  expect(await session()).toMatchObject({ signedIn: false })
})
