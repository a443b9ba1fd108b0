import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

test.describe.configure({ mode: 'serial' })

/** A specialist of several units who also takes calls: one desk sees both levels. */
const specialist = 'Marco Simbaña'

let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
  await desk.screen.signIn(specialist)
  await desk.screen.startShift()
})
test.afterAll(() => desk.close())

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

test('a case leaves level 1 while the citizen is on the line, who hears its number', async () => {
  const { frame, screen } = desk
  await screen.callMe('Segundo Manuel Guamán')
  await screen.answer()
  await frame.getByLabel('Servicio').selectOption('ayuda-alimentaria')
  await frame.getByLabel('Descripción').fill('Cinco personas y no queda comida.')
  await frame.getByLabel('Resultado').selectOption('Pasa a nivel 2')
  await frame.getByLabel('Motivo para el segundo nivel').fill('Hay un bebé y la canasta tarda tres días.')
  await expectClean()
  await frame.getByRole('button', { name: 'Enviar ahora y dar el número' }).click()
  await expect(frame.getByText(/Diga: «Su número es/)).toBeVisible()
  await expectClean()
  await screen.hangUp()
  await frame.getByRole('button', { name: 'Cerrar contacto' }).click()
  await screen.expectState('ready')
})

test('level 2 takes it by keyboard, reads what was said, and closes it', async () => {
  const { page, frame } = desk
  await frame.getByRole('button', { name: 'Menú' }).click()
  await frame.getByRole('menuitem', { name: 'Segundo nivel' }).click()
  const queue = frame.getByTestId('level-queue')
  await expect(queue).toContainText('Hay un bebé y la canasta tarda tres días.')
  await expect(queue).toContainText(/Quedan|Urge/)
  await expectClean()
  await queue.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  const detail = frame.getByTestId('level-detail')
  await expect(detail).toContainText('Cinco personas y no queda comida.')
  await detail.getByRole('button', { name: 'Me encargo' }).focus()
  await page.keyboard.press('Enter')
  await detail.getByLabel('Qué dices').fill('La canasta sale hoy a las cuatro.')
  await expectClean()
  await detail.getByRole('button', { name: 'Cerrar caso' }).focus()
  await page.keyboard.press('Enter')
  await expect(frame.getByText('No hay casos en la cola de tus unidades.')).toBeVisible()
})
