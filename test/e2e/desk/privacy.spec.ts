import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { openStand, type Stand } from '../../support/desk-stand/open-stand.ts'

let stand: Stand
test.beforeAll(async () => {
  stand = await openStand()
})
test.afterAll(() => stand.close())

async function talk(page: Page, query = 'signed-in'): Promise<void> {
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(`${stand.url}?${query}`)
  await page.getByRole('button', { name: 'Empezar turno' }).click()
  await page.evaluate(() => window.fakeCore.ring('maria'))
  await expect(page.getByTestId('ringing-card')).toBeVisible()
  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByTestId('running-script')).toBeVisible()
}
const asked = (page: Page, method: string) =>
  page.evaluate((name) => window.fakeCore.asked.filter((each) => each.method === name).length, method)
async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}

test('the lock hides the citizen at once by its key, keeps what was typed, and opens by keyboard alone', async ({
  page,
}) => {
  await talk(page)
  await page.keyboard.press('Control+Shift+N')
  await page.keyboard.type('Vive con su madre')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByTestId('lock-screen')).toBeVisible()
  await expect(page.locator('body')).not.toContainText('María')
  await expectClean(page)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Notas')).toHaveValue('Vive con su madre')
})

test('where there is a password the lock asks for it, and says when it is wrong', async ({ page }) => {
  await talk(page, 'signed-in&backend=password')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByLabel('Contraseña de')).toBeFocused()
  await page.keyboard.type('mala')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('lock-wrong')).toBeVisible()
  await expectClean(page)
  await page.keyboard.type('buena')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('running-script')).toBeVisible()
})

test('a number is masked until it is asked for; copying is told; a card is refused beside its field', async ({
  page,
}) => {
  await talk(page)
  const card = page.getByTestId('citizen-card')
  await expect(card).toContainText('•')
  await expect(card).not.toContainText('099 123 4567')
  await card.getByRole('button', { name: 'Mostrar u ocultar Número' }).click()
  await expect(card).toContainText('099 123 4567')
  expect(await asked(page, 'privacy.reveal')).toBe(1)
  await page.keyboard.press('Control+Shift+N')
  await page.keyboard.type('4111 1111 1111 1111')
  await expect(page.getByText('Parece un número de tarjeta.')).toBeVisible()
  await expectClean(page)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')
  expect(await asked(page, 'privacy.copied')).toBe(1)
})

test('the agent reads his own entries of the access log', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(`${stand.url}?signed-in`)
  await page.getByRole('button', { name: 'Empezar turno' }).click()
  await page.getByRole('button', { name: 'Menú' }).click()
  await page.getByRole('menuitem', { name: 'Ajustes' }).click()
  await expect(page.getByTestId('access-log')).toContainText('Dato descubierto')
  await expectClean(page)
})
