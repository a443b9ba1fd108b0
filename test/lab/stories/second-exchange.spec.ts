import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { citizenPerson, openTelephone } from '../stand/telephone.ts'

const line = lines.direct
const deaths = 3
const takenOverWithinMs = 5_000

test('calls come by the second exchange when the first one dies, and the line goes home between two calls', async ({
  asterisk,
  secondAsterisk,
  deskWith,
}) => {
  test.setTimeout(240_000)
  const sockets = [
    { url: asterisk.url, weight: 10 },
    { url: secondAsterisk.url, weight: 5 },
  ]
  const desk = await deskWith(accountOf(line, { sockets }))
  await desk.startWork()
  const rangMs: number[] = []
  for (let death = 0; death < deaths; death += 1) {
    const citizen = await openTelephone(secondAsterisk.trunk, citizenPerson())
    const diedAt = Date.now()
    await asterisk.stop()
    await desk.registeredAfterMs(diedAt)
    citizen.dial(line.number)
    await expect(desk.screen.ringingCard).toBeVisible()
    rangMs.push(Date.now() - diedAt)
    await desk.screen.answer()
    await citizenHears(citizen, 'voice')
    await asterisk.start()
    expect(await secondAsterisk.registered(line)).toBe(true)
    await desk.screen.hangUp()
    await desk.settle()
    await expect.poll(() => asterisk.registered(line), { timeout: 60_000 }).toBe(true)
    await expect.poll(() => secondAsterisk.registered(line)).toBe(false)
    await citizen.leave()
  }
  console.log(`first exchange died ${deaths} times: the next call rang after ${rangMs.join(', ')} ms`)
  expect(Math.max(...rangMs)).toBeLessThanOrEqual(takenOverWithinMs)
  const citizen = await openTelephone(asterisk.trunk, citizenPerson())
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await citizen.leave()
})
