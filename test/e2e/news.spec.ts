import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { Article } from '../../src/shared/domain/article.ts'
import type { ScriptAction } from '../../src/shared/domain/script-action.ts'
import { Script } from '../../src/shared/domain/script.ts'
import { publishingPaths, Readers } from '../../src/shared/publishing-api.ts'
import { openShift, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

test.describe.configure({ mode: 'serial' })

const actions: ScriptAction[] = [
  { kind: 'escalate', reason: 'El avalúo tiene un reclamo abierto.', unitId: 'catastro' },
  { kind: 'appointment', unitId: 'balcon' },
  { kind: 'summary', by: 'sms', text: 'Traiga el número del predio.' },
  { kind: 'transfer', unitId: 'epmaps' },
]

let city: OwnCity
let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  desk = await openShift(browser, city)
})
test.afterAll(async () => {
  await desk.close()
  await city.close()
})

/** A record of the city's own pack, as it stands. */
function packed(file: string): unknown {
  return JSON.parse(readFileSync(join(city.packFolder, file), 'utf8'))
}

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}

test('with the network out newer knowledge comes from a file, and a damaged one leaves the last good in use', async () => {
  const { page, frame } = desk
  await expect.poll(async () => (await desk.core.request('bundle.get', {})).installed).not.toBeNull()
  await city.backendCable.cut()
  const script = Script.parse(packed('scripts/predial.json'))
  const [first, ...others] = script.steps
  if (!first) throw new Error('The script has no step.')
  const { choices: _choices, branches: _branches, ...told } = first
  const changed = { ...told, say: ['¿Qué quiere saber de su impuesto predial?'], actions, next: 'fin' }
  const end = { stepId: 'fin', title: 'Fin', end: { disposition: 'INF' as const, summary: 'Informado.' } }
  await city.sendDown({
    entity: 'script',
    id: 'predial',
    doc: Script.parse({ ...script, version: 2, steps: [{ ...changed, stepId: script.start }, end] }),
  })
  expect(others.length).toBeGreaterThan(0)
  const [article] = Article.array().parse(packed('articles.json'))
  if (!article) throw new Error('The pack has no article.')
  const version = article.version + 1
  await city.sendDown({
    entity: 'article',
    id: article.articleId,
    doc: { ...article, version, summary: 'Cambió el horario de entrega.' },
  })
  const file = JSON.stringify(await city.askAsLead(publishingPaths.exported))

  await frame.getByRole('button', { name: 'Menú' }).click()
  await frame.getByRole('menuitem', { name: 'Ajustes' }).click()
  const field = frame.getByTestId('knowledge-file').locator('input[type=file]')
  await expect(frame.getByRole('button', { name: 'Instalar desde un archivo' })).toBeEnabled()
  const result = frame.getByTestId('knowledge-file-result')
  const choose = (text: string) =>
    field.setInputFiles({
      name: 'conocimiento.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
  await choose(file.slice(0, -1000))
  await expect(result).toContainText('paquete de conocimiento ilegible')
  await choose(file.replace('Cambió el horario', 'Cambio el horario'))
  await expect(result).toContainText('alterado por el camino')
  await expect(result).toContainText('sigue la última versión buena')
  await page.screenshot({ path: test.info().outputPath('knowledge-file.png') })
  await expectClean()
  await choose(file)
  await expect(result).toContainText('Instalado')
  await choose(file)
  await expect(result).toContainText('Ya tenías exactamente esta versión')
  await frame.getByRole('button', { name: 'Volver al escritorio' }).click()
})

test('what changed is read by keyboard with the network out, and the city learns who read it', async () => {
  const { page, frame } = desk
  await expect(frame.getByTestId('news-note')).toContainText('2 novedades sin leer')
  await page.keyboard.press('Control+Shift+Y')
  const news = frame.getByTestId('news')
  await expect(news.locator('.news-item[aria-current="true"]')).toBeFocused()
  for (const [width, height] of [
    [683, 384],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expectClean()
    await page.screenshot({ path: test.info().outputPath(`news-${width}.png`) })
  }
  await news.getByRole('button', { name: /Impuesto predial/ }).focus()
  const changes = news.getByTestId('differences')
  await expect(changes.locator('ins').first()).toBeVisible()
  await expect(changes).toContainText('Decir al ciudadano')
  await page.screenshot({ path: test.info().outputPath('news-script.png') })
  await page.keyboard.press('l')
  await expect(news).toContainText('1 sin leer')
  await expect(news.locator('.news-item')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(frame.getByTestId('record')).toContainText('Cambió el horario de entrega.')
  await page.keyboard.press('Escape')
  await expect(frame.getByTestId('news-note')).toBeHidden()

  await city.backendCable.mend()
  const readAt = async () => {
    const which = `${publishingPaths.readers}?entity=script&id=predial&version=2`
    const { readers } = Readers.parse(await city.askAsLead(which))
    return readers.filter((one) => one.readAt !== null).length
  }
  await expect.poll(readAt).toBe(1)
})

test('each action of a script does what it says, and its case reaches its unit', async () => {
  const { page, frame, screen } = desk
  city.call('predial')
  await screen.answer()
  await expect(screen.script).toContainText('¿Qué quiere saber de su impuesto predial?')
  await expect(screen.script.getByRole('button', { name: /Pasar a/ })).toBeEnabled()
  await page.keyboard.press('Shift+1')
  const reason = frame.getByLabel('Motivo para el segundo nivel')
  await expect(reason).toBeFocused()
  await expect(reason).toHaveValue('El avalúo tiene un reclamo abierto.')
  await screen.script.getByRole('button', { name: /Dar .* con/ }).click()
  await expect(frame.getByTestId('appointment').getByLabel('Unidad')).toBeFocused()
  const wish = frame.getByTestId('appointment-wish')
  await wish.locator('summary').press('Enter')
  // A contact leaves level 1 by one exit: the second one chosen takes the place of the first.
  await expect(reason).toBeHidden()
  await wish.getByLabel('Día que prefiere').fill('2026-12-01')
  await wish.getByLabel('Momento del día').selectOption('Por la mañana')
  await wish.getByLabel('Lugar que prefiere').fill('Quitumbe')
  await screen.script.getByRole('button', { name: /Dar resumen/ }).click()
  await expect(frame.getByTestId('call-texts').first()).toContainText('Traiga el número del predio.')
  await page.screenshot({ path: test.info().outputPath('actions.png') })
  await expectClean()
  await frame.locator('#script-region').focus()
  await page.keyboard.press('Shift+4')
  await expect(frame.getByTestId('second-line')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('transfer.png') })
  await frame
    .getByTestId('second-line')
    .getByRole('button', { name: /Volver|Colgar/ })
    .click()
  await expect(frame.getByTestId('second-line')).toBeHidden()
  await screen.hangUp()
  await screen.closeContact('CIT')
  const cases = async () => {
    const all = await desk.core.request('serviceRequests.list', {})
    return all.map(({ request: { unitId, escalation, appointmentWish }, delivery }) => ({
      unitId,
      delivery,
      escalation,
      place: appointmentWish?.place,
    }))
  }
  await expect
    .poll(cases)
    .toContainEqual({ unitId: 'balcon', delivery: 'received', escalation: undefined, place: 'Quitumbe' })
  expect((await cases()).filter(({ escalation }) => escalation !== undefined)).toEqual([])
})

test('an agent who works in English reads English aloud where the city has it, and is told where it has not', async () => {
  const { page, frame, screen, core } = desk
  await core.request('settings.set', { ...(await core.request('settings.get', {})), language: 'en' })
  city.call('alumbrado')
  await screen.answer()
  await expect(screen.script.getByTestId('only-spanish')).toContainText('not in English')
  await page.keyboard.press('Control+Shift+E')
  const card = frame.getByTestId('emergency-card')
  await expect(card.locator('blockquote[lang="en"]').first()).toContainText('Is anyone in danger right now?')
  await expectClean()
  await page.screenshot({ path: test.info().outputPath('english-card.png') })
  await page.keyboard.press('Escape')
})
