import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { duePrompt } from '../../support/fake-city.ts'
import { openStand, type Stand } from '../../support/desk-stand/open-stand.ts'

let stand: Stand
test.beforeAll(async () => {
  stand = await openStand()
})
test.afterAll(() => stand.close())

const open = (page: Page) => page.goto(`${stand.url}?signed-in&ready`)
const say = (page: Page, change: object) =>
  page.evaluate((shift) => window.fakeCore.changeShift(shift), change)
const answersGiven = (page: Page) =>
  page.evaluate(() =>
    window.fakeCore.asked.filter((one) => one.method === 'shift.answerPrompt').map((one) => one.input),
  )

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}

/** Tab until this button has the focus: what an agent without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  for (let presses = 0; presses < 40; presses++) {
    if (await button.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(button).toBeFocused()
}

test('a prompt lets the agent type on, and is answered with the keyboard after the contact', async ({
  page,
}) => {
  await open(page)
  await page.evaluate(() => window.fakeCore.ring('maria'))
  await expect(page.getByTestId('ringing-card')).toBeVisible()
  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByTestId('running-script')).toBeVisible()
  await page.keyboard.press('Control+Shift+N')
  await page.keyboard.type('Vive con su ')
  await say(page, { prompts: [duePrompt] })
  await expect(page.getByTestId('prompt-F-PVD')).toContainText('Empieza cuando cierres este contacto.')
  await page.keyboard.type('madre')
  await expect(page.getByLabel('Notas')).toHaveValue('Vive con su madre')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expectClean(page)
  await tabTo(page, 'Ahora al colgar')
  await page.keyboard.press('Enter')
  expect(await answersGiven(page)).toEqual([{ promptId: 'F-PVD:2', answer: 'now-after-contact' }])
})

test('*Ahora no* asks for a reason that may stay empty', async ({ page }) => {
  await open(page)
  await say(page, { prompts: [duePrompt] })
  await tabTo(page, 'Ahora no')
  await page.keyboard.press('Enter')
  await expectClean(page)
  await page.keyboard.press('Tab')
  await page.keyboard.type('termino un trámite')
  await page.keyboard.press('Enter')
  expect(await answersGiven(page)).toEqual([
    { promptId: 'F-PVD:2', answer: 'not-now', reason: 'termino un trámite' },
  ])
  await expect(page.getByTestId('prompt-F-PVD')).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a break fills the left column, and *Volver* ends it, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await open(page)
    const startedAt = new Date()
    const endsAt = new Date(startedAt.getTime() + 5 * 60_000)
    const resting = { reason: 101, title: 'Pausa visual', startedAt, endsAt }
    await say(page, { resting: JSON.parse(JSON.stringify(resting)) as object })
    await expect(page.getByTestId('break-column')).toContainText(/04:\d\d/)
    await expectClean(page)
    await tabTo(page, 'Volver')
    await page.keyboard.press('Enter')
    await expect
      .poll(() =>
        page.evaluate(() => window.fakeCore.asked.some((one) => one.method === 'agent.setPresence')),
      )
      .toBe(true)
  })

  test(`*Mi turno* shows the day, the account and every rule with its source, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await open(page)
    await tabTo(page, 'Menú')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Mi turno' }).press('Enter')
    await expect(page.getByTestId('shift-today').getByRole('listitem')).toHaveCount(6)
    await expect(page.getByTestId('shift-breaks')).toContainText('Tomadas')
    await expect(page.getByTestId('shift-rules')).toContainText('(Sin comprobar.)')
    await expectClean(page)
  })
}
