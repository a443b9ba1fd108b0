import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

let desk: RunningDesk

test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
  const { city } = await desk.core.request('session.get', {})
  await desk.screen.signIn(city?.agents.find(({ role }) => role === 'team-lead')?.name)
})
test.afterAll(() => desk.close())

/** What stands in each area of *Equipo* once the backend has answered. */
const areas = [
  ['Conocimiento', 'Ayuda alimentaria'],
  ['Avisos', 'Ningún aviso espera respuesta.'],
  ['Turnos', 'Ana Guamán'],
  ['En vivo', 'El equipo'],
] as const

const sizes = [
  [1366, 768],
  [683, 384],
] as const

async function expectCleanAtBothSizes(screenshot: string): Promise<void> {
  const { page, frame } = desk
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false)
    await page.screenshot({ path: `test-results/${screenshot}-${width}.png` })
  }
}

for (const [name, words] of areas)
  test(`${name} is reached by keyboard, clean for axe, and never scrolls the page sideways`, async () => {
    const { page, frame } = desk
    await page.setViewportSize({ width: 1366, height: 768 })
    const tab = frame.getByRole('tab', { name })
    await tab.focus()
    await page.keyboard.press('Enter')
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await expect(frame.getByRole('tabpanel')).toContainText(words)
    await expectCleanAtBothSizes(name)
  })

test('an emergency outside of the shift is declared by keys with its reason; the agent reads who and why, the lead when', async () => {
  const { page, frame } = desk
  await frame.getByRole('tab', { name: 'En vivo' }).press('Enter')
  const form = frame.getByTestId('board-emergency')
  await form.getByLabel('A quién').selectOption({ index: 1 })
  await form.getByLabel('Por qué no puede esperar').focus()
  await page.keyboard.type('Evacuación del edificio municipal')
  await form.getByLabel('Qué le dices').focus()
  await page.keyboard.type('Mañana no vengas a la sede: se trabaja desde casa.')
  await form.getByRole('button').press('Enter')
  await expect(form.getByRole('listitem')).toContainText('Evacuación del edificio municipal')
  await form.scrollIntoViewIfNeeded()
  await expectCleanAtBothSizes('declare-emergency')
  const [declared] = await desk.core.request('emergencies.log', {})
  await frame.getByRole('button', { name: 'Menú' }).press('Enter')
  await frame.getByRole('menuitem', { name: 'Terminar turno y salir' }).press('Enter')
  await desk.screen.signIn(declared?.agentName)
  const notice = frame.getByTestId('declared-emergencies')
  await expect(notice).toContainText('se trabaja desde casa')
  await expect(notice).toContainText('Evacuación del edificio municipal')
  await expectCleanAtBothSizes('declared-emergency')
  await notice.getByRole('button').press('Enter')
  await expect(notice).toHaveCount(0)
})
