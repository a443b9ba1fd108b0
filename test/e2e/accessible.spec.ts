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
  const faults: string[] = []
  const check = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await desk.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          faults.push(`${where} ${colorScheme} ${id} ${target.join(' ')}: ${failureSummary ?? ''}`)
    }
    const beyond = await desk.frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
    if (beyond > 0) faults.push(`${where} scrolls sideways by ${beyond} px`)
  }
  await walkScreens(desk, async (name) => {
    await check(name)
    await atZoom(desk, name, () => check(`${name} at 200 %`))
  })
  expect(faults).toEqual([])
})
