import { expect } from '@playwright/test'
import { soundEnergy } from '../../src/demo/drive/drive-call.ts'
import { deskTest as test, type OpenDesk } from '../support/start-desk.ts'

test('an agent takes a call, follows the script by keys, and the case reaches its unit', async ({ desk }) => {
  const { page, screen } = desk
  const frame = page.frameLocator('iframe')
  await screen.signIn()
  await screen.startShift()

  await screen.callMe('Segundo Manuel Guamán')
  await expect(screen.ringingCard).toContainText('Segundo Manuel Guamán')
  await expect(frame.getByTestId('citizen-card')).toContainText('Segundo Manuel Guamán')
  await expect(page).toHaveTitle(/Timbra una llamada/)
  await page.keyboard.press('Control+Shift+A')
  await expect(screen.callCard).toBeVisible()
  await screen.expectState('talking')
  await soundBothWays(desk)

  await press(desk, [
    ['sin-comida', '2'],
    ['consentimiento', '1'],
    ['municipio', '1'],
  ])
  await expect(screen.script).toHaveAttribute('data-step', 'datos')
  await screen.script.getByLabel('Dirección').fill('Av. Maldonado y Calle 5')
  await screen.script.getByRole('button', { name: 'Continuar' }).click()
  await press(desk, [
    ['repetida', '2'],
    ['algo-mas', '1'],
    ['ruta', '2'],
  ])
  await expect(screen.script).toHaveAttribute('data-step', 'espera')
  await screen.script.getByRole('button', { name: 'Continuar' }).click()
  await screen.script.getByRole('button', { name: 'Terminar guion' }).click()
  await expect(screen.scriptCompleted).toBeVisible()

  await screen.hangUp()
  await expect(screen.wrapUpCard).toBeVisible()
  await screen.expectState('wrap-up')
  const form = frame.getByTestId('contact-form')
  await expect(form.getByLabel('Servicio')).toHaveValue('ayuda-alimentaria')
  await expect(form.getByLabel('Dirección')).toHaveValue('Av. Maldonado y Calle 5')
  await expect(form.getByLabel('Resultado')).toHaveValue('CAS')
  await form.getByLabel('Notas').fill('Vive con su madre.')
  await page.keyboard.press('Control+Enter')

  await screen.expectState('ready')
  const [request] = await newCases(desk)
  const delivered = frame.getByTestId('latest-cases').getByRole('listitem').first()
  await expect(delivered.getByTestId('delivery')).toHaveAttribute('data-delivery', 'received')
  await expect(delivered).toContainText('Recibido por')
  expect(request).toMatchObject({ serviceCode: 'ayuda-alimentaria', address: 'Av. Maldonado y Calle 5' })
})

test('reloading the desk in mid-call keeps the call, the step and what was typed', async ({ desk }) => {
  const { page, screen } = desk
  const frame = page.frameLocator('iframe')
  await screen.signIn()
  await screen.startShift()
  await screen.callMe('Segundo Manuel Guamán')
  await screen.answer()
  await press(desk, [['sin-comida', '2']])
  await expect(screen.script).toHaveAttribute('data-step', 'consentimiento')
  await frame.getByLabel('Notas').fill('Habla despacio, oye mal.')
  await expect(frame.getByText('Guardado aquí')).toBeVisible()

  await page.frame({ url: /desk\.html/ })?.evaluate(() => location.reload())
  await expect(screen.callCard).toBeVisible()
  await expect(screen.script).toHaveAttribute('data-step', 'consentimiento')
  await expect(frame.getByLabel('Notas')).toHaveValue('Habla despacio, oye mal.')
  await soundBothWays(desk)
})

test('a desk page that crashes in mid-call takes neither the voice nor the contact along', async ({
  desk,
}) => {
  await desk.screen.signIn()
  await desk.screen.startShift()
  const first = await desk.openDeskPage()
  await first.screen.callMe('Segundo Manuel Guamán')
  await first.screen.answer()
  await expect(first.screen.callCard).toBeVisible()

  const crashed = first.page.waitForEvent('crash')
  await Promise.all([crashed, first.page.goto('chrome://crash').catch(() => undefined)])
  await soundBothWays(desk)
  const second = await desk.openDeskPage()
  await expect(second.screen.callCard).toContainText('Segundo Manuel Guamán')
  await second.screen.hangUp()
  await expect(second.screen.wrapUpCard).toBeVisible()
})

async function press({ page, screen }: OpenDesk, keys: [step: string, key: string][]): Promise<void> {
  for (const [step, key] of keys) {
    await expect(screen.script).toHaveAttribute('data-step', step)
    await page.keyboard.press(key)
  }
}

/** Energy that was measured at both ends, not packets. */
async function soundBothWays({ core }: OpenDesk): Promise<void> {
  const heard = async () => {
    const { calls, timings } = await core.request('demo.report', {})
    const energies = [calls.at(-1)?.heardAgentEnergy ?? 0, timings.at(-1)?.inboundEnergy ?? 0]
    return Math.min(...energies) > soundEnergy
  }
  await expect.poll(heard).toBe(true)
}

async function newCases({ core }: OpenDesk) {
  const contacts = await core.request('contacts.recent', {})
  const ours = new Set(contacts.flatMap(({ interaction }) => interaction.serviceRequestIds))
  const cases = await core.request('serviceRequests.list', {})
  return cases.map(({ request }) => request).filter(({ serviceRequestId }) => ours.has(serviceRequestId))
}
