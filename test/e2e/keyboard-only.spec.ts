import { expect, test, type Locator } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

test.describe.configure({ mode: 'serial' })

let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
})
test.afterAll(() => desk.close())

test('signs in and starts the shift with Tab and Enter', async () => {
  const { page, frame, screen } = desk
  await expect(frame.getByRole('heading', { name: /Quito/ })).toBeVisible()
  await reach(frame.getByRole('button', { name: /Entrar como/ }).first())
  await page.keyboard.press('Enter')
  await expect(frame.getByRole('heading', { name: 'Revisión del puesto' })).toBeVisible()
  await expect(frame.getByTestId('check-line')).toHaveAttribute('data-light', 'good')
  await reach(frame.getByRole('button', { name: 'Empezar turno' }))
  await page.keyboard.press('Enter')
  await screen.expectState('ready')
})

test('lets somebody call, answers, follows the script by digits, hangs up and closes the contact', async () => {
  const { page, frame, screen } = desk
  await reach(frame.getByLabel('Quién llama'))
  await page.keyboard.type('Segundo')
  await reach(frame.getByRole('button', { name: 'Llámame ahora' }))
  await page.keyboard.press('Enter')
  await expect(screen.ringingCard).toContainText('Segundo Manuel Guamán')
  await page.keyboard.press('Control+Shift+A')
  await expect(screen.callCard).toBeVisible()

  for (const [step, key] of [
    ['sin-comida', '2'],
    ['consentimiento', '1'],
    ['municipio', '1'],
  ] as const) {
    await expect(screen.script).toHaveAttribute('data-step', step)
    await page.keyboard.press(key)
  }
  await expect(screen.script).toHaveAttribute('data-step', 'datos')
  await reach(screen.script.getByLabel('Dirección'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Av. Maldonado y Calle 5')
  await page.keyboard.press('Control+Shift+N')
  await expect(frame.getByLabel('Notas')).toBeFocused()
  await page.keyboard.type('Cinco en casa: 3 adultos, 2 niños.')
  await expect(screen.script).toHaveAttribute('data-step', 'datos')

  await page.keyboard.press('Control+Shift+C')
  await expect(screen.wrapUpCard).toBeVisible()
  await reach(frame.getByLabel('Servicio'))
  await page.keyboard.type('Ayuda alim')
  await page.keyboard.press('Control+Enter')
  await expect(frame.getByText('Elige cómo terminó el contacto')).toBeVisible()
  await expect(frame.getByLabel('Resultado')).toBeFocused()
  await page.keyboard.type('Caso creado')
  await page.keyboard.press('Control+Enter')
  await screen.expectState('ready')

  const delivered = frame.getByTestId('latest-cases').getByRole('listitem').first()
  await expect(delivered).toContainText(/Recibido por/)
  await expect(delivered.getByTestId('delivery')).toHaveAttribute('data-delivery', 'received')
  const [latest] = await desk.core.request('contacts.recent', {})
  expect(latest?.interaction.draft).toMatchObject({
    notes: 'Cinco en casa: 3 adultos, 2 niños.',
    disposition: 'CAS',
  })
  expect(latest?.interaction.runs.at(-1)?.remembered['datos']).toMatchObject({
    values: { direccion: 'Av. Maldonado y Calle 5' },
  })
})

test('opens search, the emergency card and the list of shortcuts by keys, and Escape leads back', async () => {
  const { page, frame } = desk
  await page.keyboard.press('/')
  await expect(frame.getByLabel('Buscar trámites, guiones y unidades')).toBeFocused()
  await page.keyboard.type('predial')
  await expect(frame.locator('.search-result').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await expect(frame.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+Shift+E')
  await expect(frame.getByTestId('emergency-card').getByRole('heading', { level: 2 })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(frame.getByTestId('emergency-card')).toBeHidden()
  await page.keyboard.press('F1')
  await expect(frame.getByRole('dialog', { name: 'Atajos de teclado' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(frame.getByRole('dialog')).toBeHidden()
})

test('finds a procedure by misspelt everyday words, reads it beside the list, and finds the search again', async () => {
  const { page, frame } = desk
  await page.keyboard.press('Control+Shift+G')
  await page.keyboard.type('se robaron el mediidor')
  await expect(frame.locator('.search-result[aria-current=true]')).toContainText('Medidor de agua robado')
  await expect(frame.locator('.search-result[aria-current=true] mark').first()).toHaveText('Medidor')
  await expect(frame.getByTestId('procedure-facts')).toContainText('1800 24 24 24')
  await page.keyboard.press('Enter')
  await expect(frame.getByRole('dialog').getByTestId('record')).toContainText('Medidor de agua robado')
  await expect(frame.getByLabel('Buscar trámites, guiones y unidades')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(frame.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('/')
  await expect(frame.getByRole('heading', { name: 'Búsquedas recientes' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(frame.getByLabel('Buscar trámites, guiones y unidades')).toHaveValue('se robaron el mediidor')
  await expect(frame.getByTestId('procedure-facts')).toBeVisible()
  await page.keyboard.press('Escape')
})

/** Tab by Tab, as somebody without a mouse; a control that takes more than this is out of reach. */
async function reach(control: Locator): Promise<void> {
  await expect(control).toBeEnabled()
  for (let tabs = 0; tabs < 120; tabs += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await desk.page.keyboard.press('Tab')
  }
  await expect(control).toBeFocused()
}
