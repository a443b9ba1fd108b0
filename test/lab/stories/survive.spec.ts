import { expect } from '@playwright/test'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { deskScreen } from '../../../src/demo/drive/desk-screen.ts'
import { layLine } from '../../support/cuttable-line.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'

const line = lines.direct
const cuts = 30
const registeredWithinMs = 3_000
/** Until the heartbeat misses its answer, and the desk says so. */
const noticedWithinMs = 5_000
const reloads = 5
const controlsBackWithinMs = 2_000

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

test('the desk page is reloaded in mid-call: the talk does not notice, and the controls are back', async ({
  citizen,
  deskWith,
}) => {
  const desk = await deskWith(accountOf(line))
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  const heardBefore = citizen.heardSamples()
  const beganAt = Date.now()
  const backMs: number[] = []
  for (let reload = 0; reload < reloads; reload += 1) {
    const reloadedAt = performance.now()
    await desk.page.frame({ url: /desk\.html/ })?.evaluate(() => location.reload())
    await desk.frame.getByRole('button', { name: 'Retener', exact: true }).click()
    backMs.push(performance.now() - reloadedAt)
    await citizenHears(citizen, 'music')
    await desk.press('Recuperar')
    await citizenHears(citizen, 'voice')
    await agentHears(desk.page, 'voice')
  }
  const heardSeconds = (citizen.heardSamples() - heardBefore) / sampleRate
  console.log(`page reloaded ${reloads} times: controls back after ${backMs.map(Math.round).join(', ')} ms`)
  expect(heardSeconds / ((Date.now() - beganAt) / 1_000)).toBeGreaterThan(0.95)
  expect(Math.max(...backMs)).toBeLessThanOrEqual(controlsBackWithinMs)
  citizen.hangUp()
  await expect(desk.screen.wrapUpCard).toBeVisible()
})

test('the desk page is killed in mid-call: the talk goes on, and a new page has its controls', async ({
  citizen,
  deskWith,
}) => {
  const desk = await deskWith(accountOf(line))
  const openPage = async () => {
    const page = await desk.context.newPage()
    await page.goto(new URL('/desk.html', desk.host.url).href)
    return { page, screen: deskScreen(page, page) }
  }
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  const { page, screen } = await openPage()
  await expect(screen.callCard).toBeVisible()
  await Promise.all([page.waitForEvent('crash'), page.goto('chrome://crash').catch(() => undefined)])
  const killedAt = performance.now()
  const { screen: next } = await openPage()
  await expect(next.callCard.getByRole('button', { name: 'Colgar' })).toBeEnabled()
  const backMs = performance.now() - killedAt
  console.log(`page killed: controls back after ${Math.round(backMs)} ms`)
  expect(backMs).toBeLessThanOrEqual(controlsBackWithinMs)
  await citizenHears(citizen, 'voice')
  await agentHears(desk.page, 'voice')
  await next.hangUp()
  await expect(next.wrapUpCard).toBeVisible()
})
