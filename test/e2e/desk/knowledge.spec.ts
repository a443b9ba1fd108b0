import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { Procedure } from '../../../src/shared/domain/procedure.ts'
import { wholeProcedure } from '../../support/a-procedure.ts'
import { openStand, type Stand } from '../../support/desk-stand/open-stand.ts'

let stand: Stand

test.beforeAll(async () => {
  stand = await openStand()
})
test.afterAll(() => stand.close())

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
  expect(await page.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false)
}

async function openKnowledge(page: Page): Promise<void> {
  await page.goto(`${stand.url}?signed-in&team-lead&ready`)
  await page.getByRole('button', { name: 'Menú' }).click()
  await page.getByRole('menuitem', { name: 'Equipo' }).click()
  await page.getByRole('tab', { name: 'Conocimiento' }).click()
  await expect(page.getByRole('table')).toContainText('Kit de alimentos')
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
}

test('the list is narrowed by words, kind and state, and tells who refused a bundle, at both sizes', async ({
  page,
}) => {
  await openKnowledge(page)
  await expect(page.getByRole('region', { name: /no aceptaron/ })).toContainText('la firma no corresponde')
  await page.getByLabel('Buscar por título').fill('que trae')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByLabel('Buscar por título').fill('')
  await page.getByLabel('Estado', { exact: true }).selectOption('Espera revisión')
  await expect(page.getByText('0 fichas', { exact: true })).toBeVisible()
  await page.getByLabel('Estado', { exact: true }).selectOption('Todo')
  for (const [width, height] of [
    [1366, 768],
    [683, 384],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expectClean(page)
    await page.screenshot({ path: test.info().outputPath(`list-${width}.png`), fullPage: true })
  }
})

test('an article is written by keyboard, checked by field, and waits for a second person', async ({
  page,
}) => {
  await openKnowledge(page)
  await press(page, 'Qué trae el kit')
  await page.getByLabel('Texto (Markdown)').fill('Trae **arroz** y <b>aceite</b>.')
  const preview = page.getByRole('region', { name: 'Así lo leerá el agente' })
  await expect(preview.locator('strong')).toHaveText('arroz')
  await expect(preview).toContainText('<b>aceite</b>')
  await page.getByLabel('Revisar antes de').fill('2026-11-01')
  await expect(page.getByText('Borrador guardado')).toBeVisible()
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('article.png'), fullPage: true })

  await page.getByRole('tab', { name: 'Revisar y publicar' }).click()
  await expect(page.getByRole('button', { name: 'Enviar a revisión' })).toBeDisabled()
  await expect(page.getByTestId('differences')).toContainText('arroz')
  await page.screenshot({ path: test.info().outputPath('findings.png'), fullPage: true })
  await page.getByRole('button', { name: /la revisión venció el 01\/11\/2026/ }).press('Enter')
  await expect(page.getByLabel('Revisar antes de')).toBeFocused()
  await page.getByLabel('Revisar antes de').fill('2030-11-01')
  await page.getByRole('tab', { name: 'Revisar y publicar' }).click()
  await expect(page.getByText('Todo en orden.')).toBeVisible()
  await press(page, 'Enviar a revisión')
  await expect(page.getByText('lo aprueba otra persona')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Aprobar' })).toBeDisabled()
  await page.setViewportSize({ width: 683, height: 384 })
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('review-200.png'), fullPage: true })
  await page.getByRole('tab', { name: 'Texto' }).click()
  await expect(page.getByText('la revisión empieza otra vez')).toBeVisible()
})

test('who has not read a version is listed; versions and what an import refuses are clean for axe', async ({
  page,
}) => {
  await openKnowledge(page)
  await press(page, 'Kit de alimentos')
  await expect(page.getByLabel('Título')).toHaveValue('Kit de alimentos')
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('procedure.png'), fullPage: true })
  await page.getByRole('tab', { name: 'Quién lo leyó' }).click()
  await page.getByLabel(/Solo quien no ha leído v/).check()
  await expect(page.getByRole('row', { name: /Luis Caiza/ })).toContainText('Todavía no')
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('readers.png'), fullPage: true })
  await page.getByRole('tab', { name: 'Versiones' }).click()
  await expect(page.getByText('los archivos de la ciudad')).toBeVisible()
  await expectClean(page)
  await press(page, 'Volver a la lista')
  await page.getByText('Importar de un archivo').click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'tramites.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('id\nx\n'),
  })
  await expect(page.getByText('Línea 2, columna 3, titulo: falta')).toBeVisible()
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('import.png'), fullPage: true })
})

/** Said by the publishing itself, or the name of a thing for good. */
const notWritten = /^(procedureId|version|requirements\.\d+\.requirementId)$/

/** Where each thing of a record is written: a list of words is one field. */
function fieldsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value)
  if (Array.isArray(value) && inner.every(([, one]) => typeof one === 'string')) return [path]
  return inner.flatMap(([name, one]) => fieldsOf(one, path === '' ? name : `${path}.${name}`))
}

test('every field of a procedure can be written, law, benefits and the steps of each way too', async ({
  page,
}) => {
  expect(Object.keys(wholeProcedure).toSorted()).toEqual(Object.keys(Procedure.shape).toSorted())
  await openKnowledge(page)
  await press(page, 'Bono de arriendo')
  await expect(page.getByLabel('Título')).toHaveValue('Bono de arriendo')
  const asked = fieldsOf(wholeProcedure, '').filter((path) => !notWritten.test(path))
  const there = await page.evaluate(() =>
    [...document.querySelectorAll('[id^="field-"]')].map(({ id }) => id.slice('field-'.length)),
  )
  expect(asked.filter((path) => !there.includes(path))).toEqual([])

  const preview = page.getByRole('region', { name: 'Así lo leerá el agente' })
  await page.getByLabel('Nombre de la norma').fill('Ordenanza 052')
  await page.getByRole('button', { name: 'Añadir a Norma' }).press('Enter')
  await page.getByLabel('Nombre de la norma').last().fill('Ley de Inquilinato')
  await page.getByLabel('Pasos, en orden').fill('Entre en la página\n\nSuba el contrato\nFirme')
  await page.getByRole('group', { name: 'Se recibe', exact: true }).getByLabel('Importe').fill('95')
  for (const words of ['Ordenanza 052', 'Ley de Inquilinato', 'Firme', 'Hasta 95,00 USD'])
    await expect(preview).toContainText(words)
  await page.getByRole('button', { name: 'Quitar 1 de Norma' }).press('Enter')
  await expect(page.getByLabel('Nombre de la norma')).toHaveValue('Ley de Inquilinato')
  await page.getByText('Más de este papel').first().click()
  await expect(page.getByText('Borrador guardado')).toBeVisible()
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('whole.png'), fullPage: true })

  await page.getByLabel('Enlace de la fuente').fill('no es un enlace')
  await page.getByRole('tab', { name: 'Revisar y publicar' }).click()
  await expect(page.getByTestId('differences')).toContainText('Norma')
  await page.getByRole('button', { name: /sourceUrl|Enlace|Fuente/ }).press('Enter')
  await expect(page.getByLabel('Enlace de la fuente')).toBeFocused()
})

test('the numbers of the rules of rest are written with their source, and what they weaken is said', async ({
  page,
}) => {
  await openKnowledge(page)
  await page.getByLabel('Tipo').selectOption('Reglas de descanso')
  await press(page, 'Ecuador, servicio público')
  const rule = page.getByRole('group', { name: 'Descanso entre turnos' })
  await page.getByText('Descanso entre turnos').first().click()
  await rule.getByLabel('Horas').fill('10')
  await expect(page.getByText('Borrador guardado')).toBeVisible()
  await expectClean(page)
  await page.screenshot({ path: test.info().outputPath('rules.png'), fullPage: true })
  expect(await page.getByRole('textbox', { name: /Título|Regla/ }).count()).toBe(0)

  await page.getByRole('tab', { name: 'Revisar y publicar' }).click()
  await expect(page.getByTestId('differences')).toContainText('Descanso entre turnos')
  const weaker = page.getByRole('button', { name: /protege menos que la versión en uso\. Antes: 12/ })
  await expect(page.getByRole('button', { name: /la fuente no/ })).toBeVisible()
  await expectClean(page)
  await weaker.press('Enter')
  await expect(rule.getByLabel('Horas')).toBeFocused()
  await rule.getByLabel('Horas').fill('')
  await page.getByRole('tab', { name: 'Revisar y publicar' }).click()
  await expect(page.getByRole('button', { name: 'Enviar a revisión' })).toBeDisabled()
})
