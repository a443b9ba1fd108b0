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

async function openFromShelf(page: Page, title: string) {
  await expect(page.getByTestId('agent-state')).toBeVisible()
  await page.keyboard.press('/')
  await page.getByTestId('shelf').getByRole('button', { name: title }).first().focus()
  await page.keyboard.press('Enter')
  const record = page.getByTestId('record')
  await expect(record).toBeVisible()
  return record
}

/** What answers each of the six questions about the kit, in the order of their digits. */
const facts = [
  'kit de alimentos a hogares',
  'Hogares sin ingresos fijos',
  'Gratis',
  '3 días hábiles',
  'Línea 100',
  'Cédula',
]

test('each of the six questions is answered beside the result, and two keys away in the record', async ({
  page,
}) => {
  await page.goto(`${stand.url}?signed-in&ready`)
  await expect(page.getByTestId('agent-state')).toBeVisible()
  for (const [at, words] of facts.entries()) {
    await page.keyboard.press('/')
    await page.getByLabel('Buscar trámites, guiones y unidades').fill('kit')
    await expect(page.getByTestId('procedure-facts')).toContainText(words)
    await page.keyboard.press('Enter')
    await page.keyboard.press(String(at + 1))
    await expect(page.locator('#fact-' + (at + 1))).toBeFocused()
    await expect(page.locator(':focus')).toContainText(words)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})

test('keys pressed faster than the core answers are not lost', async ({ page }) => {
  await page.goto(`${stand.url}?signed-in&ready`)
  await expect(page.getByTestId('agent-state')).toBeVisible()
  await page.evaluate(() => window.fakeCore.stall('search.find', 'records.read'))
  await page.keyboard.press('/')
  await expect(page.getByLabel('Buscar trámites, guiones y unidades')).toBeFocused()
  await page.keyboard.type('kit')
  await page.keyboard.press('Enter')
  await page.evaluate(() => {
    window.fakeCore.goOn()
    window.fakeCore.stall('records.read')
  })
  await expect(page.getByRole('dialog', { name: 'Ficha' })).toBeVisible()
  await page.keyboard.press('4')
  await page.evaluate(() => window.fakeCore.goOn())
  await expect(page.locator('#fact-4')).toBeFocused()
  await expect(page.locator('#fact-4')).toContainText('3 días hábiles')
})

test('a procedure is read, kept and corrected by keyboard', async ({ page }) => {
  await page.goto(`${stand.url}?signed-in&ready`)
  const record = await openFromShelf(page, 'Kit de alimentos')
  await expect(record).toBeFocused()
  await expect(record).toContainText('Revisión vencida desde el 01/11/2026')
  await page.screenshot({ path: test.info().outputPath('record.png') })
  await expectClean(page)

  for (const [at, words] of facts.entries()) {
    await page.keyboard.press(String(at + 1))
    await expect(page.locator('#fact-' + (at + 1))).toBeFocused()
    await expect(page.locator(':focus')).toContainText(words)
  }

  const changes = page.getByTestId('record-changes')
  await expect(changes.locator('del').first()).toContainText('una canasta')
  await expect(changes.locator('ins').first()).toContainText('un kit')
  await page.getByRole('button', { name: 'Entendido' }).press('Enter')
  await expect(changes).toBeHidden()

  await page.getByRole('button', { name: 'Guardar en favoritos' }).press('Enter')
  await expect(page.getByRole('button', { name: 'En favoritos' })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: 'Esto está mal' }).press('Enter')
  await page.getByLabel('Qué está mal').selectOption('Plazo')
  await page.getByLabel('Qué debería decir').fill('Ya tarda una semana.')
  await expectClean(page)
  await page.getByRole('button', { name: 'Enviar aviso' }).press('Enter')
  await expect(page.getByRole('form', { name: 'Esto está mal' })).toBeHidden()
  await expect(page.getByTestId('own-feedback')).toContainText('guardado aquí, por enviar')
  const given = await page.evaluate(() =>
    window.fakeCore.asked.filter(({ method }) => method === 'feedback.give').map(({ input }) => input),
  )
  expect(given).toEqual([{ kind: 'procedure', id: 'kit', fact: 'time', words: 'Ya tarda una semana.' }])

  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByTestId('shelf')).toContainText('Favoritos')
})

test('what has expired is hidden with a citizen on the line until it is escalated', async ({ page }) => {
  await page.goto(`${stand.url}?signed-in&ready`)
  await page.evaluate(() => window.fakeCore.ring('maria'))
  await expect(page.getByTestId('ringing-card')).toBeVisible()
  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByTestId('agent-state')).toContainText('En llamada')
  await page.keyboard.press('Control+Shift+G')
  await page.getByTestId('shelf').getByRole('button', { name: 'Qué trae el kit' }).focus()
  await page.keyboard.press('Enter')
  const record = page.getByTestId('record')
  await expect(record).toContainText('Venció el 31/10/2026')
  await expect(record).not.toContainText('Aceite')
  await page.screenshot({ path: test.info().outputPath('expired.png') })
  await expectClean(page)
  await page.getByRole('button', { name: 'Escalar al segundo nivel y ver el texto' }).press('Enter')
  await expect(record.locator('.markdown strong')).toHaveText('Aceite')
})
