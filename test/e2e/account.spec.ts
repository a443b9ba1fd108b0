import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

test.describe.configure({ mode: 'serial' })

const unlockCode = 'frase de hoy'

let desk: RunningDesk
/** The system's browser: another program than the desk's window. */
let system: BrowserContext
test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser, { options: ['--sign-in=account'] })
  system = await browser.newContext()
})
test.afterAll(async () => {
  await system.close()
  await desk.close()
})

const form = () => desk.frame.getByTestId('sign-in-account')

/** Presses the one button by keyboard, and follows the address that the desk gives into the system's browser. */
async function goToAccount(): Promise<Page> {
  const code = form().getByLabel('Código para desbloquear este puesto')
  await code.fill(unlockCode)
  await code.press('Enter')
  await expect(form()).toHaveAttribute('data-state', 'waiting')
  const link = form().getByRole('link', { name: 'Abrir la página de la cuenta municipal' })
  await expect(link).toHaveAttribute('target', '_blank')
  const page = await system.newPage()
  await page.goto((await link.getAttribute('href')) ?? '')
  return page
}

/**
 * Closes the tab once it stands on its last words: a close in the middle of a navigation can leave it open, and
 * the desk's page behind it without frames.
 */
async function backToDesk(account: Page): Promise<void> {
  await expect(account.getByText('Ya puedes cerrar esta pestaña y volver a Ventanilla.')).toBeVisible()
  await account.close()
  await desk.page.bringToFront()
}

test('one button, told in words, for everybody', async () => {
  await expect(form().getByRole('button')).toHaveText(['Entrar con la cuenta municipal'])
  await expect(form()).toHaveAttribute('data-state', 'none')
  expect((await new AxeBuilder({ page: desk.page }).analyze()).violations).toEqual([])
  await desk.page.screenshot({ path: '.cache/screens/account-sign-in.png' })
})

test('a person who thinks better of it in the browser finds the desk waiting for another try', async () => {
  const account = await goToAccount()
  await desk.page.screenshot({ path: '.cache/screens/account-waiting.png' })
  expect((await new AxeBuilder({ page: account }).analyze()).violations).toEqual([])
  await account.screenshot({ path: '.cache/screens/account-choose.png' })
  await account.getByRole('button', { name: 'Cancelar' }).click()
  await backToDesk(account)
  await expect(form().getByRole('status')).toContainText('No se entró')
})

test('the account of another office is told so, and the next try asks for another account', async () => {
  const account = await goToAccount()
  await account.getByRole('button', { name: 'Persona de otra oficina' }).click()
  await backToDesk(account)
  await expect(form().getByRole('status')).toContainText('no es de una persona de este centro')
})

test('the right person is in, and the code chosen at the door opens the lock', async () => {
  const account = await goToAccount()
  const answered = account.waitForResponse((response) => response.url().includes('/callback?'))
  await account.getByRole('button').first().click()
  expect((await answered).headers()['content-security-policy']).toContain("default-src 'none'")
  await backToDesk(account)
  await desk.screen.startShift()
  await desk.page.keyboard.press('Control+Shift+L')
  const password = desk.frame.getByLabel('Código de desbloqueo de')
  await expect(password).toBeVisible()
  await desk.page.screenshot({ path: '.cache/screens/account-lock.png' })
  await password.fill(unlockCode)
  await password.press('Enter')
  await desk.screen.expectState('ready')
})
