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

for (const [name, words] of areas)
  test(`${name} is reached by keyboard, clean for axe, and never scrolls the page sideways`, async () => {
    const { page, frame } = desk
    await page.setViewportSize({ width: 1366, height: 768 })
    const tab = frame.getByRole('tab', { name })
    await tab.focus()
    await page.keyboard.press('Enter')
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await expect(frame.getByRole('tabpanel')).toContainText(words)
    for (const [width, height] of [
      [1366, 768],
      [683, 384],
    ] as const) {
      await page.setViewportSize({ width, height })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
      expect(await frame.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false)
    }
  })
