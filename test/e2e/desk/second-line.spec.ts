import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { openStand, type Stand } from '../../support/desk-stand/open-stand.ts'

let stand: Stand

test.beforeAll(async () => {
  stand = await openStand()
})
test.afterAll(() => stand.close())

test.use({ viewport: { width: 1366, height: 768 } })

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}
const asked = (page: Page, method: string) =>
  page.evaluate(
    (name) => window.fakeCore.asked.filter((each) => each.method === name).map(({ input }) => input),
    method,
  )

async function talk(page: Page): Promise<void> {
  await page.goto(`${stand.url}?signed-in&ready`)
  await expect(page.getByTestId('agent-state')).toBeVisible()
  if (await page.getByRole('button', { name: 'Empezar turno' }).isVisible())
    await page.getByRole('button', { name: 'Empezar turno' }).click()
  await page.evaluate(() => window.fakeCore.ring('maria'))
  await expect(page.getByTestId('ringing-card')).toBeVisible()
  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByTestId('call-card')).toBeVisible()
}

test('by keyboard alone: find a unit, consult it beside the held citizen, swap, write, hang up and return', async ({
  page,
}) => {
  await talk(page)
  await page.keyboard.press('Control+Shift+K')
  const field = page.getByLabel('A quién')
  await expect(field).toBeFocused()
  await field.fill('alimentaria')
  await expect(page.getByTestId('reach-panel').getByRole('listitem').first()).toBeVisible()
  await expectClean(page)
  await field.fill('2395 2300')
  await page.keyboard.press('Enter')
  expect(await asked(page, 'calls.dial')).toEqual([{ to: '2395 2300', name: '' }])
  const second = page.getByTestId('second-line')
  await expect(second).toContainText('Está timbrando')
  await expect(page.getByTestId('call-card')).toContainText('En espera')
  await page.evaluate(() => void window.fakeCore.lines.connect())
  await expect(second.getByRole('button', { name: 'Pasar la llamada' })).toBeVisible()
  await page.keyboard.press('Control+Shift+X')
  await expect(second).toContainText('En espera')
  await expect(page.getByTestId('call-card')).toContainText('En llamada')
  await second.getByRole('button', { name: 'Escribir un mensaje' }).click()
  await second.getByRole('textbox', { name: 'Mensaje' }).fill('Calle Bolívar 12 <b>')
  await page.keyboard.press('Enter')
  await expect(second.getByTestId('call-texts')).toContainText('Calle Bolívar 12 <b>')
  await expectClean(page)
  await second.getByRole('button', { name: 'Colgar y volver' }).click()
  await expect(second).toBeHidden()
})

test('a number that is busy is told in words that stay until they are read', async ({ page }) => {
  await talk(page)
  await page.keyboard.press('Control+Shift+K')
  await page.getByLabel('A quién').fill('101')
  await page.keyboard.press('Enter')
  await page.evaluate(() => window.fakeCore.lines.refuse('busy'))
  await expect(page.getByTestId('call-outcome')).toContainText('Está ocupado.')
  await expectClean(page)
  await page.getByRole('button', { name: 'Entendido' }).click()
  await expect(page.getByTestId('call-outcome')).toBeHidden()
})

test('the emergency number takes two keys: one shows the card, the next one dials', async ({ page }) => {
  await talk(page)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.getByTestId('emergency-card')).toBeVisible()
  expect(await asked(page, 'calls.emergency')).toEqual([])
  await expectClean(page)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.getByTestId('second-line')).toContainText('Emergencia')
  expect(await asked(page, 'calls.emergency')).toHaveLength(1)
})
