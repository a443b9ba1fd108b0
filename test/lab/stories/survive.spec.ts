import { expect } from '@playwright/test'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { layLine } from '../../support/cuttable-line.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'

const line = lines.direct
const cuts = 30
const registeredWithinMs = 3_000
/** Until the heartbeat misses its answer, and the desk says so. */
const noticedWithinMs = 5_000

test('the line is cut thirty times in one call: the talk goes on, and hold, keys and the end work afterwards', async ({
  citizen,
  deskWith,
}) => {
  test.setTimeout(300_000)
  const cable = await layLine(line.registrar)
  const desk = await deskWith(accountOf(line, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }))
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  const heardBefore = citizen.heardSamples()
  const beganAt = Date.now()
  for (let cut = 0; cut < cuts; cut += 1) {
    const cutAt = Date.now()
    await cable.cut()
    await cable.mend()
    expect(await desk.registeredAfterMs(cutAt)).toBeLessThanOrEqual(registeredWithinMs)
    await agentHears(desk.page, 'voice')
  }
  const heardSeconds = (citizen.heardSamples() - heardBefore) / sampleRate
  expect(heardSeconds / ((Date.now() - beganAt) / 1_000)).toBeGreaterThan(0.95)
  await desk.press('Retener')
  await citizenHears(citizen, 'music')
  await desk.press('Recuperar')
  await citizenHears(citizen, 'voice')
  await desk.pressKeys('42')
  await expect.poll(() => citizen.keys()).toBe('42')
  citizen.hangUp()
  await expect(desk.screen.wrapUpCard).toBeVisible()
  await cable.close()
})

test('what is pressed while the line is down is done when it is back, and costs no call', async ({
  citizen,
  deskWith,
}) => {
  const cable = await layLine(line.registrar)
  const desk = await deskWith(accountOf(line, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }))
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await cable.cut()
  await desk.press('Retener')
  await cable.mend()
  await citizenHears(citizen, 'music')
  await expect(desk.screen.callCard).toContainText('En espera')
  await desk.press('Recuperar')
  await citizenHears(citizen, 'voice')
  await cable.close()
})

test('a connection that stands and carries nothing is noticed, told, and replaced by itself', async ({
  citizen,
  deskWith,
}) => {
  const cable = await layLine(line.registrar)
  const desk = await deskWith(accountOf(line, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }))
  await desk.startWork()
  const frozenAt = Date.now()
  cable.freeze()
  await desk.screen.expectState('no-line')
  const { since } = await desk.core.request('agent.get', {})
  expect(Date.parse(since) - frozenAt).toBeLessThanOrEqual(noticedWithinMs)
  await cable.mend()
  await desk.screen.expectState('ready')
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await cable.close()
})

test('an exchange that restarts in mid-call ends it for everybody: the contact waits for its wrap-up', async ({
  citizen,
  asterisk,
  deskWith,
}) => {
  const desk = await deskWith(accountOf(line))
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  const contact = await desk.core.request('contacts.current', {})
  await asterisk.stop()
  await asterisk.start()
  await expect(desk.screen.wrapUpCard).toBeVisible()
  const after = await desk.core.request('contacts.current', {})
  expect(after?.interaction.interactionId).toBe(contact?.interaction.interactionId)
})
