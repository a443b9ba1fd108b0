import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { messages } from '../stand/lab-desk.ts'
import { lastIceWaitMs } from '../stand/listen-in.ts'

const line = lines.direct
const restartedWithinMs = 5_000
const longestIceWaitMs = 500

for (const { title, change } of [
  { title: 'a wrong password', change: { password: 'not-the-password' } },
  // Asterisk challenges a stranger as well, so that nobody can find out by asking which accounts there are.
  {
    title: 'an account the exchange does not know',
    change: { authorizationUser: '1999', uri: 'sip:1999@lab.test' },
  },
])
  test(`${title} is shown as refused and not tried again and again`, async ({ deskWith }) => {
    const desk = await deskWith(accountOf(line, change))
    await desk.screen.signIn()
    await expect
      .poll(() => desk.registration())
      .toMatchObject({ state: 'refused', reason: 'wrong-password', status: 401 })
    await expect(desk.frame.getByText('La centralita rechazó')).toBeVisible()
    const tried = messages(desk.sent, 'REGISTER')
    const beats = messages(desk.sent, 'OPTIONS')
    await expect.poll(() => messages(desk.sent, 'OPTIONS')).toBeGreaterThanOrEqual(beats + 2)
    expect(messages(desk.sent, 'REGISTER')).toBe(tried)
  })

for (const { dead, server } of [
  { dead: 'STUN', server: { urls: 'stun:192.0.2.1:3478' } },
  { dead: 'TURN', server: { urls: 'turn:192.0.2.1:3478', username: 'mesa', credential: 'lab' } },
  {
    dead: 'TURN over TCP',
    server: { urls: 'turn:192.0.2.1:3478?transport=tcp', username: 'mesa', credential: 'lab' },
  },
])
  test(`a ${dead} server that never answers does not keep the citizen waiting`, async ({
    citizen,
    deskWith,
  }) => {
    const desk = await deskWith(accountOf(line, { iceServers: [server] }))
    await desk.startWork()
    await desk.takeCall(citizen, line)
    await citizenHears(citizen, 'voice')
    await agentHears(desk.page, 'voice')
    expect(await lastIceWaitMs(desk.page)).toBeLessThanOrEqual(longestIceWaitMs)
  })

test('the exchange is restarted: the desk registers by itself and calls come again', async ({
  citizen,
  asterisk,
  deskWith,
}) => {
  const desk = await deskWith(accountOf(line))
  await desk.startWork()
  await asterisk.stop()
  await desk.screen.expectState('no-line')
  await asterisk.start()
  expect(await desk.registeredAfterMs(Date.now())).toBeLessThanOrEqual(restartedWithinMs)
  await desk.screen.expectState('ready')
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
})
