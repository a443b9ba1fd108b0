import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { messages, openLabDesk, type LabDesk } from '../stand/lab-desk.ts'

const line = lines.direct
let desk: LabDesk

test.beforeAll(async ({ browser, asterisk: _asterisk }) => {
  desk = await openLabDesk(browser, accountOf(line))
  await desk.startWork()
})
test.afterEach(() => desk.settle())
test.afterAll(() => desk.close())

test('a rejected call tells the exchange so, and the agent is not rung again', async ({
  citizen,
  asterisk,
}) => {
  asterisk.manager.forget()
  citizen.dial(line.number)
  await expect(desk.screen.ringingCard).toBeVisible()
  await desk.press('Rechazar')
  await asterisk.manager.heard(
    ({ Event, Channel = '', Cause }) =>
      Event === 'Hangup' && Channel.startsWith('PJSIP/1001-') && Cause === '21',
    'cause 21 (Q.850: call rejected)',
  )
  await desk.screen.expectState('not-ready')
  await expect.poll(() => messages(desk.sent, 'SIP/2.0 480')).toBeGreaterThan(0)
  await expect(desk.screen.ringingCard).toBeHidden()
  expect(messages(desk.sent, 'SIP/2.0 603')).toBe(1)
  // Else her queue rings the desk again as soon as the next story has it ready.
  citizen.hangUp()
  await asterisk.manager.heard(
    ({ Event, Channel = '' }) => Event === 'Hangup' && Channel.startsWith('PJSIP/trunk-'),
    'the end of her waiting',
  )
})

test('a queue that answers by itself does so, with a tone before the agent is heard', async ({
  citizen,
  deskWith,
}) => {
  const autoAnswer = { afterSeconds: 2, agentMayRefuse: true }
  const other = await deskWith(accountOf(lines.directInfo), {
    pack: { 'queues.json': { 'ayuda-alimentaria': { autoAnswer } } },
  })
  await other.startWork()
  await expect
    .poll(async () => (await other.core.request('catalogue.get', {})).queues)
    .toContainEqual(expect.objectContaining({ autoAnswer }))
  citizen.dial(lines.directInfo.number)
  await expect(other.screen.ringingCard).toBeVisible()
  await expect(other.screen.callCard).toBeVisible()
  await citizenHears(citizen, 'voice')
  await agentHears(other.page, 'voice')
})

test('muted, the agent is not heard and still hears', async ({ citizen }) => {
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await desk.press('Silenciar')
  // What every other window is told.
  await expect.poll(async () => (await desk.call()).muted).toBe(true)
  await citizenHears(citizen, 'silence')
  await agentHears(desk.page, 'voice')
  await desk.press('Activar micrófono')
  await expect.poll(async () => (await desk.call()).muted).toBe(false)
  await citizenHears(citizen, 'voice')
})

test('a citizen who hangs up leaves the agent in wrap-up', async ({ citizen }) => {
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  citizen.hangUp()
  await expect(desk.screen.wrapUpCard).toBeVisible()
  await desk.screen.expectState('wrap-up')
  expect(messages(desk.sent, 'BYE')).toBe(0)
})
