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

async function openEditor(page: Page): Promise<void> {
  await page.goto(`${stand.url}?signed-in&team-lead&ready`)
  await page.getByRole('button', { name: 'Menú' }).click()
  await page.getByRole('menuitem', { name: 'Equipo' }).click()
  await page.getByRole('tab', { name: 'Conocimiento' }).click()
  await page.getByLabel('Tipo').selectOption('Guion')
  await page.getByRole('button', { name: 'Ayuda alimentaria' }).click()
  await expect(page.getByTestId('script-editor')).toBeVisible()
}

test('a team lead changes a step by keyboard, hears what is wrong, walks it as the agent will, and saves', async ({
  page,
}) => {
  await openEditor(page)
  await expect(page.getByText('Todo en orden')).toBeVisible()
  await expectClean(page)
  await page.screenshot({ path: 'test-results/script-editor.png', fullPage: true })

  const steps = page.getByRole('list', { name: 'Pasos del guion' })
  await steps.getByRole('button', { name: /^Inicio/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(steps.getByRole('button', { name: /^Hogar/ })).toBeFocused()

  const form = page.getByRole('region', { name: 'Paso Hogar' })
  await form.getByRole('button', { name: 'Añadir dato' }).focus()
  await page.keyboard.press('Enter')
  await form.getByLabel('Nombre del dato').fill('Personas')
  await form.getByLabel('Tipo').selectOption('number')
  await form.getByRole('button', { name: 'Añadir condición' }).focus()
  await page.keyboard.press('Enter')
  await form.getByLabel('Si se cumple').fill('answer.nadie > 4')
  const findings = page.getByRole('region', { name: 'Avisos del guion' })
  await expect(findings).toContainText('La condición pregunta por «answer.nadie»')
  await form.getByLabel('Si se cumple').fill('answer.dato_hogar_1 > "x"')
  await expect(findings).toContainText('compara cosas distintas')
  await form.getByLabel('Si se cumple').fill('answer.dato_hogar_1 > 4')
  await form.getByLabel('Sigue a').last().selectOption('fin-info')
  await expect(findings).toContainText('Todo en orden')

  const preview = page.getByRole('region', { name: 'Así lo verá el agente' })
  const running = preview.getByTestId('running-script')
  await expect(running).toHaveAttribute('data-step', 'inicio')
  await running.getByRole('button', { name: /Sí/ }).focus()
  await page.keyboard.press('1')
  await expect(running).toHaveAttribute('data-step', 'ubicacion')
  await running.getByLabel('Dirección').fill('123')
  await running.getByRole('button', { name: 'Continuar' }).click()
  await expect(running).toContainText('Escribe la calle')
  await running.getByLabel('Dirección').fill('Calle Real 5')
  await page.keyboard.press('Enter')
  await expect(running).toHaveAttribute('data-step', 'hogar')
  await running.getByLabel('Personas').fill('6')
  await running.getByRole('button', { name: 'Una o dos' }).click()
  await expect(running).toHaveAttribute('data-step', 'fin-info')
  await running
    .getByRole('navigation', { name: 'Camino del guion' })
    .getByRole('button', { name: /Ubicación/ })
    .click()
  await expect(running.getByLabel('Dirección')).toHaveValue('Calle Real 5')
  await expectClean(page)
  await page.screenshot({ path: 'test-results/script-editor-walked.png', fullPage: true })

  await expect(page.getByText('Borrador guardado')).toBeVisible()
  await page.getByRole('button', { name: 'Volver a la lista' }).click()
  await expect(page.getByRole('row', { name: /Ayuda alimentaria/ })).toContainText('Borrador de')
  await page.getByRole('button', { name: 'Ayuda alimentaria' }).click()
  await page
    .getByRole('list', { name: 'Pasos del guion' })
    .getByRole('button', { name: /^Hogar/ })
    .click()
  await expect(page.getByLabel('Si se cumple')).toHaveValue('answer.dato_hogar_1 > 4')
})

test('a step that leads nowhere and a sentence too long are found, and each finding leads to its step', async ({
  page,
}) => {
  await openEditor(page)
  await page.getByRole('button', { name: 'Añadir paso' }).click()
  await page.getByLabel('Decir al ciudadano').fill(Array.from({ length: 22 }, () => 'una').join(' '))
  const findings = page.getByRole('region', { name: 'Avisos del guion' })
  await expect(findings).toContainText('no sigue a ningún sitio')
  await expect(findings).toContainText('Ningún camino llega a este paso')
  await expect(findings).toContainText('más de 20 palabras')
  await page
    .getByRole('button', { name: /^Inicio/ })
    .first()
    .click()
  await findings.getByRole('button', { name: /Ningún camino/ }).click()
  await expect(page.getByRole('region', { name: 'Paso Paso nuevo' })).toBeVisible()
})

test('at 200 % zoom the editor is one column, and clean in the dark', async ({ page }) => {
  await page.setViewportSize({ width: 683, height: 384 })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await openEditor(page)
  await expectClean(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await page.screenshot({ path: 'test-results/script-editor-zoom.png', fullPage: true })
})
