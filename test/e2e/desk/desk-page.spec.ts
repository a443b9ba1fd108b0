import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { openStand, type Stand } from '../../support/desk-stand/open-stand.ts'

let stand: Stand

test.beforeAll(async () => {
  stand = await openStand()
})
test.afterAll(() => stand.close())

const open = (page: Page, query: string) => page.goto(`${stand.url}?${query}`)

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}

async function ring(page: Page, key = 'maria'): Promise<void> {
  await page.evaluate((citizen) => window.fakeCore.ring(citizen), key)
  await expect(page.getByTestId('ringing-card')).toBeVisible()
}

/** Long enough that letters are typed while others are being saved, again and again. */
const longNote = 'Vive con su madre y con dos menores. Llamar por la tarde. '.repeat(3)

const asked = (page: Page, method: string) =>
  page.evaluate((name) => window.fakeCore.asked.filter((each) => each.method === name), method)

test('a recording is shown in words and paused and resumed by keyboard', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await ring(page)
  await page.keyboard.press('Control+Shift+A')
  const recording = page.getByTestId('recording')
  await expect(recording).toContainText('Se está grabando')
  await page.getByRole('button', { name: 'Pausar grabación' }).focus()
  await page.keyboard.press('Enter')
  await expect(recording).toContainText('Grabación en pausa')
  await expectClean(page)
  await page.getByRole('button', { name: 'Seguir grabando' }).press('Enter')
  await expect(recording).toContainText('Se está grabando')
})

test.describe('axe finds nothing', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`on any screen, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await open(page, '')
      await expect(page.getByRole('button', { name: 'Entrar como Rosa Chiluisa' })).toBeVisible()
      await expectClean(page)
      await page.getByRole('button', { name: 'Entrar como Rosa Chiluisa' }).click()
      await expect(page.getByRole('heading', { name: 'Revisión del puesto' })).toBeVisible()
      await expectClean(page)
      await page.getByRole('button', { name: 'Empezar turno' }).click()
      await expect(page.getByTestId('agent-state')).toContainText('Disponible')
      await expectClean(page)
      await ring(page)
      await expectClean(page)
      await page.keyboard.press('Control+Shift+A')
      await expect(page.getByTestId('running-script')).toBeVisible()
      await page.getByRole('button', { name: 'Teclado' }).click()
      await expectClean(page)
      await page.keyboard.press('Control+Shift+C')
      await expect(page.getByTestId('wrap-up-card')).toBeVisible()
      await page.keyboard.press('Control+Enter')
      await expect(page.getByLabel('Resultado')).toBeFocused()
      await expectClean(page)
      await page.keyboard.press('Control+Shift+E')
      await expect(page.getByTestId('emergency-card')).toBeVisible()
      await expectClean(page)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Menú' }).click()
      await expectClean(page)
      await page.getByRole('menuitem', { name: 'Casos' }).click()
      await expect(page.getByTestId('cases-table')).toBeVisible()
      await expectClean(page)
      await page.getByRole('button', { name: 'Menú' }).click()
      await page.getByRole('menuitem', { name: 'Ajustes' }).click()
      await expectClean(page)
      await page.keyboard.press('/')
      await page.keyboard.type('kit')
      await expect(page.getByTestId('procedure-facts')).toBeVisible()
      await expectClean(page)
      await page.keyboard.press('Escape')
      await page.keyboard.press('F1')
      await expect(page.getByRole('dialog', { name: 'Atajos de teclado' })).toBeVisible()
      await expectClean(page)
    })
  }

  test('at 200 % zoom, where columns are tabs', async ({ page }) => {
    await page.setViewportSize({ width: 683, height: 384 })
    await open(page, 'signed-in&ready')
    await expect(page.getByRole('tab', { name: 'Línea' })).toBeVisible()
    await expectClean(page)
    await ring(page)
    await page.getByRole('button', { name: /Responder/ }).click()
    await expect(page.getByRole('tab', { name: 'Guion', selected: true })).toBeVisible()
    await expectClean(page)
    await page.getByRole('tab', { name: 'Ciudadano' }).click()
    await expectClean(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(683)
  })
})

test('the whole contact goes by keyboard alone', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await ring(page)
  await page.keyboard.press('Control+Shift+A')
  await expect(page.locator('#script-region')).toBeFocused()
  await page.keyboard.press('1')
  await expect(page.getByTestId('running-script')).toHaveAttribute('data-step', 'ubicacion')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Calle Loja 12')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('running-script')).toHaveAttribute('data-step', 'hogar')
  await page.keyboard.press('0')
  await expect(page.getByTestId('running-script')).toHaveAttribute('data-step', 'fin')
  await page.keyboard.press('Control+Shift+C')
  await expect(page.getByTestId('wrap-up-card')).toBeVisible()
  await page.keyboard.press('Control+Shift+N')
  await expect(page.getByLabel('Notas')).toBeFocused()
  await page.keyboard.type(longNote, { delay: 12 })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('agent-state')).toContainText('Disponible')
  const [closed] = await asked(page, 'contacts.close')
  expect(closed?.input).toMatchObject({
    draft: { address: 'Calle Loja 12', notes: longNote, disposition: 'CAS', serviceCode: 'kit' },
  })
})

test('a key pressed in the moment its step is drawn answers it', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await ring(page)
  await page.evaluate(() => {
    const drawn = new MutationObserver(() => {
      if (!document.querySelector('[data-step="inicio"]')) return
      drawn.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))
    })
    drawn.observe(document.body, { childList: true, subtree: true })
  })
  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByTestId('running-script')).toHaveAttribute('data-step', 'ubicacion')
})

test('a ring moves nothing and takes no focus from who is typing', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await expect(page.getByTestId('agent-state')).toContainText('Disponible')
  await page.keyboard.press('/')
  await page.keyboard.type('ki')
  const columns = () =>
    page
      .locator('.column')
      .evaluateAll((all) => all.map((each) => JSON.stringify(each.getBoundingClientRect())))
  const demo = () => page.getByTestId('demo-call').boundingBox()
  const [columnsBefore, demoBefore] = [await columns(), await demo()]
  await ring(page)
  await page.keyboard.type('t')
  await expect(page.getByLabel('Buscar trámites, guiones y unidades')).toHaveValue('kit')
  expect(await columns()).toEqual(columnsBefore)
  expect(await demo()).toEqual(demoBefore)
})

test('the window title and the reader’s interruption never name the citizen', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await ring(page)
  await expect(page).toHaveTitle('Timbra una llamada · Ventanilla')
  await expect(page.getByTestId('announce-assertive')).toHaveText(
    'Timbra una llamada. 101 · Ayuda alimentaria',
  )
  await expect.poll(async () => (await asked(page, 'contacts.painted')).length).toBe(1)
})

test('markup in a caller’s name is text, and who is not known is said to be so', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await ring(page, 'html')
  await expect(page.getByTestId('ringing-card')).toContainText('<b>Ana</b><img src=x onerror=alert(1)>')
  await expect(page.locator('main img')).toHaveCount(0)
  await expect(page.getByTestId('citizen-unknown')).toBeVisible()
})

test('a core that goes away takes nothing that was typed', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await ring(page)
  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByTestId('running-script')).toBeVisible()
  await page.evaluate(() => window.fakeCore.drop())
  await page.getByLabel('Notas').pressSequentially('sigue escribiendo')
  await expect(page.getByTestId('unsent')).toHaveText('')
  await expect
    .poll(() => page.evaluate(() => window.fakeCore.autosaved.at(-1)?.notes))
    .toBe('sigue escribiendo')
  await expect(page.getByLabel('Notas')).toHaveValue('sigue escribiendo')
})

test('a failed sign-in says which side failed', async ({ page }) => {
  await open(page, 'backend=absent')
  await expect(page.getByTestId('sign-in-backend-absent')).toBeVisible()
  await expectClean(page)
  await open(page, 'backend=password')
  await page.getByLabel('Código de agente').fill('uio-01')
  await page.getByLabel('Contraseña').fill('mala')
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByTestId('sign-in-refused')).toBeVisible()
  await expectClean(page)
})

test('who asks again for an absent backend is shown that it is being asked, until it is answered', async ({
  page,
}) => {
  await open(page, 'backend=absent')
  const asking = page.getByRole('main')
  await expect(asking).toHaveAttribute('aria-busy', 'false')
  await page.evaluate(() => window.fakeCore.stall('session.get'))
  await page.getByRole('button', { name: 'Probar otra vez' }).click()
  await expect(asking).toHaveAttribute('aria-busy', 'true')
  await page.evaluate(() => window.fakeCore.goOn())
  await expect(asking).toHaveAttribute('aria-busy', 'false')
})

test('trouble with line and microphone is said in words, with what to do', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await expect(page.getByTestId('agent-state')).toContainText('Disponible')
  await page.evaluate(() =>
    window.fakeCore.changeAgent({
      registration: { state: 'refused', reason: 'wrong-password', status: 401 },
      devices: { ...window.fakeCore.devices(), microphone: 'denied', devices: [] },
    }),
  )
  await expect(page.getByTestId('agent-state')).toContainText('Sin línea')
  await expect(page.getByTestId('problem-line-wrong-password')).toContainText('Avisa a sistemas')
  await expect(page.getByTestId('problem-microphone-denied')).toContainText('Permite el micrófono')
  await expectClean(page)
})

test('English is whole: no Spanish word is left on the desk', async ({ page }) => {
  await open(page, 'signed-in&ready')
  await page.getByRole('button', { name: 'Menú' }).click()
  await page.getByRole('menuitem', { name: 'Ajustes' }).click()
  await page.getByRole('combobox', { name: 'Idioma' }).selectOption('en')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.getByRole('button', { name: 'Back to the desk' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting for calls' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
