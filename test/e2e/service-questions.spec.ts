import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openShift, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

const list = [
  { key: 'cables', name: 'Cables a la vista' },
  { key: 'poste', name: 'Poste inclinado' },
]
const asked = { variable: true, required: false, datatypeDescription: '', values: [] }

let city: OwnCity
let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  await city.sendDown({
    entity: 'service-form',
    id: 'formulario-de-luz',
    doc: {
      serviceCode: 'alumbrado',
      destination: 'empresa-electrica',
      questions: [
        { ...asked, code: 'aviso', variable: false, datatype: 'string', description: 'No tocar nada.' },
        { ...asked, code: 'cuantas', datatype: 'number', required: true, description: '¿Cuántas farolas?' },
        { ...asked, code: 'desde', datatype: 'datetime', description: '¿Desde cuándo?' },
        { ...asked, code: 'se-ve', datatype: 'multivaluelist', description: '¿Qué se ve?', values: list },
        { ...asked, code: 'detalle', datatype: 'text', description: 'Detalle' },
      ],
    },
  })
  desk = await openShift(browser, city)
})
test.afterAll(async () => {
  await desk.close()
  await city.close()
})

test('what a service asks is answered by keyboard with the cable out, and a missing answer is named', async () => {
  const { page, frame, screen } = desk
  city.call('alimentos')
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  await city.backendCable.cut()
  await frame.getByLabel('Servicio', { exact: true }).selectOption('alumbrado')
  const questions = frame.getByTestId('service-questions')
  await expect(questions).toContainText('No tocar nada.')
  await frame.getByLabel('Resultado').selectOption('Caso creado')
  await screen.hangUp()
  await expect(screen.wrapUpCard).toBeVisible()
  await page.keyboard.press('Control+Enter')
  const count = questions.getByLabel('¿Cuántas farolas?')
  await expect(count).toBeFocused()
  await expect(questions).toContainText('Falta responder: ¿Cuántas farolas?')
  await page.keyboard.type('dos')
  await expect(questions).toContainText('Escribe solo un número, por ejemplo 4 o 2,5: ¿Cuántas farolas?')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  await count.fill('2')
  await questions.getByLabel('¿Desde cuándo?', { exact: true }).fill('2026-11-20')
  await questions.getByLabel('¿Desde cuándo? Hora').fill('21:00')
  await questions.getByLabel('Poste inclinado').focus()
  await page.keyboard.press('Space')
  await expect(questions.getByLabel('Poste inclinado')).toBeChecked()
  await expect(questions.getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await screen.expectState('ready')
  const [kept] = await desk.core.request('serviceRequests.list', {})
  expect(kept).toMatchObject({
    delivery: 'saved-here',
    request: { attributes: { cuantas: '2', desde: '2026-11-21T02:00:00.000Z', 'se-ve': 'poste' } },
  })
})
