import { expect, test } from '@playwright/test'
import {
  agent,
  callEvent,
  desk,
  incoming,
  levelsAbove,
  registered,
  signIn,
  takeCall,
  voiceDeskForEachTest,
} from '../../support/voice-desk.ts'

voiceDeskForEachTest()

test('the desk inside the voice page reloads alone: the call goes on', async ({ page }) => {
  await page.route('**/desk.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Escritorio</title>' }),
  )
  const callId = await takeCall(page, desk.exchange.account(agent), '/voice.html')
  await expect(page).toHaveTitle('Escritorio')
  const frame = page.frames().find((one) => one.url().endsWith('/desk.html'))
  await frame?.evaluate(() => location.reload())
  desk.host.forget()
  await levelsAbove(0.001, 'heardEnergy')
  desk.host.execute({ kind: 'hang-up', callId })
  await callEvent('ended')
})

test('a window that lost its desk to another keeps the running call, and can end it', async ({ page }) => {
  await takeCall(page)
  desk.host.dropPage()
  await page.getByRole('button', { name: 'Colgar la llamada' }).click()
  await expect.poll(() => desk.exchange.report()[0]?.endedBy).toBe('agent')
})

test('a call outlives the core: when it is back, it hears of the call and of its microphone', async ({
  page,
}) => {
  const callId = await takeCall(page)
  await desk.host.stop()
  desk.host.forget()
  await desk.host.start()
  expect(await incoming()).toMatchObject({ callId })
  await callEvent('connected')
  await desk.host.event((event) => event.kind === 'devices' && event.report.microphone === 'open', 'devices')
  desk.host.execute({ kind: 'hang-up', callId })
  await callEvent('ended')
})

test('another voice page took over: this one says so and leaves the line', async ({ page }) => {
  await signIn(page)
  await registered()
  desk.host.dropPage()
  await expect(page.getByRole('heading', { name: 'Este puesto se abrió en otra ventana' })).toBeVisible()
})
