import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { openStand, type Stand } from '../../support/desk-stand/open-stand.ts'

let stand: Stand

test.beforeAll(async () => {
  stand = await openStand()
})
test.afterAll(() => stand.close())

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}
const asked = (page: Page, method: string) =>
  page.evaluate(
    (name) => window.fakeCore.asked.filter((each) => each.method === name).map(({ input }) => input),
    method,
  )

test('a call that answers itself says so, and can be left to the agent’s own press', async ({ page }) => {
  await page.goto(`${stand.url}?signed-in&ready`)
  await expect(page.getByTestId('agent-state')).toContainText('Disponible')
  await page.evaluate(() => {
    window.fakeCore.ring('maria')
    const callId = window.fakeCore.callId()
    const at = new Date(Date.now() + 8_000).toISOString()
    window.fakeCore.answersItself({ callId, at, agentMayRefuse: true })
  })
  await expect(page.getByTestId('auto-answer')).toContainText('Oirás un tono antes de que te oigan')
  await expectClean(page)
  await page.getByRole('button', { name: 'Prefiero responder yo' }).press('Enter')
  await expect(page.getByTestId('auto-answer')).toBeHidden()
  expect(await asked(page, 'calls.refuseAutoAnswer')).toHaveLength(1)
})

test('the check says in words and shape how voice, exchange, clock and disk are', async ({ page }) => {
  await page.goto(`${stand.url}?signed-in`)
  await expect(page.getByRole('heading', { name: 'Revisión del puesto' })).toBeVisible()
  await expect(page.getByTestId('check-overall')).toContainText('falta comprobar')
  await page.getByRole('button', { name: 'Oír mi voz' }).press('Enter')
  await expect(page.getByTestId('check-voice')).toContainText('Habla ahora')
  await page.evaluate(() =>
    window.fakeCore.measured({
      running: false,
      loopBackRunning: false,
      exchange: { sent: 20, lost: 1, roundTripMs: 84, jitterMs: 12 },
      clockOffsetMs: 90_000,
      freeDiskBytes: 42_000_000_000,
      loopBack: { spokenDbov: -28, playedDbov: -29 },
    }),
  )
  await expect(page.getByTestId('check-overall')).toHaveAttribute('data-light', 'bad')
  await expect(page.getByTestId('check-exchange')).toContainText('Ida y vuelta 84 ms')
  await expect(page.getByTestId('check-clock')).toContainText('Se aparta 90 segundos')
  await expect(page.getByTestId('check-disk')).toContainText('42 GB libres')
  await expectClean(page)
})

test('treatment of the sound and headset buttons are chosen by keyboard', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hid', { value: { requestDevice: () => Promise.resolve([]) } })
  })
  await page.goto(`${stand.url}?signed-in&ready`)
  await page.getByRole('button', { name: 'Menú' }).click()
  await page.getByRole('menuitem', { name: 'Ajustes' }).click()
  await page.getByLabel('Quitar el ruido de fondo').selectOption('strong')
  await expect(page.getByText('Este equipo no pudo usar «Fuerte».')).toBeVisible()
  await page.getByLabel('Quitar el eco').press('Space')
  await page.getByRole('button', { name: 'Usar los botones del auricular' }).press('Enter')
  await expect(page.getByTestId('headset-buttons')).toContainText('No se encontró')
  await page.evaluate(() =>
    window.fakeCore.changeAgent({ devices: { ...window.fakeCore.devices(), headset: 'Auricular USB' } }),
  )
  await expect(page.getByTestId('headset-buttons')).toContainText('Los botones de Auricular USB')
  expect((await asked(page, 'sound.set')).at(-1)).toMatchObject({
    treatment: { echoCancellation: false, noise: 'strong' },
    headsetButtons: true,
  })
  await expectClean(page)
  await page.setViewportSize({ width: 683, height: 384 })
  await expect(page.getByTestId('settings-sound')).toBeVisible()
  await expectClean(page)
})
