import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { atZoom, walkScreens } from '../support/walk-screens.ts'

let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
})
test.afterAll(() => desk.close())

test('every screen is clean for axe, light and dark, at full size and at 200 %, and never scrolls sideways', async () => {
  test.setTimeout(300_000)
  const { page, frame } = desk
  const faults: string[] = []
  const ask = async (where: string, axe: AxeBuilder) => {
    for (const { id, nodes } of (await axe.analyze()).violations)
      for (const { target, failureSummary } of nodes)
        faults.push(`${where} ${id} ${target.join(' ')}: ${failureSummary ?? ''}`)
  }
  const check = async (where: string) => {
    await ask(where, new AxeBuilder({ page }))
    const beyond = await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
    if (beyond > 0) faults.push(`${where} scrolls sideways by ${beyond} px`)
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await walkScreens(desk, async (name) => {
    await check(name)
    await atZoom(desk, name, () => check(`${name} at 200 %`))
    await page.emulateMedia({ colorScheme: 'dark' })
    await ask(`${name} in the dark`, new AxeBuilder({ page }).withRules(['color-contrast']))
    await page.emulateMedia({ colorScheme: 'light' })
  })
  expect(faults).toEqual([])
})
