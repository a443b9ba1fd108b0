import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { atZoom, walkScreens, type ScreenName } from '../support/walk-screens.ts'

const folder = resolve(import.meta.dirname, '..', '..', 'docs', 'screens')
/** Pictures change with every clock and font: they are taken again only when somebody wants to look at them. */
const update = process.env['UPDATE_SCREENS'] === '1'
const alsoInTheDark: ReadonlySet<ScreenName> = new Set(['03-idle', '04-ringing', '05-talking', '07-wrap-up'])
const alsoZoomed: ReadonlySet<ScreenName> = new Set(['04-ringing', '05-talking', '07-wrap-up', '09-search'])

let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
  if (update) mkdirSync(folder, { recursive: true })
})
test.afterAll(() => desk.close())

test('every main state has its picture', async () => {
  test.setTimeout(240_000)
  await desk.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await walkScreens(desk, async (name) => {
    await picture(name)
    if (alsoZoomed.has(name)) await atZoom(desk, name, () => picture(`${name}-200`))
    if (!alsoInTheDark.has(name)) return
    await desk.page.emulateMedia({ colorScheme: 'dark' })
    await picture(`${name}-dark`)
    await desk.page.emulateMedia({ colorScheme: 'light' })
  })
})

async function picture(name: string): Promise<void> {
  const path = join(folder, `${name}.png`)
  if (update) await desk.page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  expect(existsSync(path), `${name}.png is missing: run with UPDATE_SCREENS=1`).toBe(true)
}
