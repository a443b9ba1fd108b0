import { expect, test } from '@playwright/test'
import { startHost } from '../../src/demo/drive/start-host.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

test.describe.configure({ mode: 'serial' })

const note =
  'Habla despacio y oye mal; vive con su madre en Guamaní. Pide que la llamen por la tarde, nunca antes de las 15:30.'

/** Of the food-aid script: the steps before the one that asks who lives there, each with the digit that leads on. */
const wayToData = [
  ['sin-comida', '2'],
  ['consentimiento', '1'],
  ['municipio', '1'],
] as const

let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
  await desk.screen.signIn()
  await desk.screen.startShift()
  await desk.screen.callMe('Segundo Manuel Guamán')
  await desk.screen.answer()
})
test.afterAll(() => desk.close())

test('what is typed at a person’s pace stays whole while the core saves it again and again', async () => {
  const { frame, core } = desk
  await frame.getByLabel('Notas').focus()
  await desk.page.keyboard.type(note, { delay: 35 })
  await expect(frame.getByLabel('Notas')).toHaveValue(note)
  await expect
    .poll(async () => (await core.request('contacts.current', {}))?.interaction.draft.notes)
    .toBe(note)
})

test('the last key before the window is closed is there when it opens again', async () => {
  const { page, frame, context, host } = desk
  await frame.getByLabel('Descripción').fill('Ayuda para cinco')
  await frame.getByLabel('Descripción').press('End')
  await page.keyboard.type(' personas')
  await expect(frame.getByTestId('draft-saved')).toHaveAttribute('data-saved', 'true')
  await page.close()

  const again = await context.newPage()
  await again.goto(new URL('/voice.html', host.url).href)
  const reopened = again.frameLocator('iframe')
  await expect(reopened.getByLabel('Notas')).toHaveValue(note)
  await expect(reopened.getByLabel('Descripción')).toHaveValue('Ayuda para cinco personas')
  await reopened.getByTestId('contact-form').getByLabel('Dirección').fill('Guamaní, calle 5')
  await expect(reopened.getByTestId('draft-saved')).toHaveAttribute('data-saved', 'true')
})

test('a power cut loses no letter and no step of the script: the contact waits, and the case still arrives', async () => {
  const { host, dataFolder, context, core } = desk
  const before = context.pages().at(-1)?.frameLocator('iframe').getByTestId('running-script')
  if (!before) throw new Error('The desk has no page.')
  for (const [step, key] of wayToData) {
    await expect(before).toHaveAttribute('data-step', step)
    await before.locator(`[aria-keyshortcuts="${key}"]`).click()
  }
  await before.getByLabel('Personas en casa').fill('7')
  const halfAnswered = async () => (await core.request('contacts.current', {}))?.interaction.runs[0]
  await expect.poll(async () => (await halfAnswered())?.remembered['datos']?.values['personas']).toBe('7')
  await host.kill()
  const again = await startHost({ city: 'quito', dataFolder })
  try {
    const page = await context.newPage()
    await page.goto(again.url)
    const frame = page.frameLocator('iframe')
    await expect(frame.getByTestId('wrap-up-card')).toBeVisible()
    const script = frame.getByTestId('running-script')
    await expect(script).toHaveAttribute('data-step', 'datos')
    await expect(script.getByLabel('Personas en casa')).toHaveValue('7')
    await expect(script.getByRole('navigation').getByRole('button')).toHaveCount(wayToData.length)
    await expect(frame.getByLabel('Notas')).toHaveValue(note)
    await expect(frame.getByLabel('Descripción')).toHaveValue('Ayuda para cinco personas')
    const form = frame.getByTestId('contact-form')
    await expect(form.getByLabel('Dirección')).toHaveValue('Guamaní, calle 5')
    await form.getByLabel('Servicio').selectOption('ayuda-alimentaria')
    await form.getByLabel('Resultado').selectOption('Caso creado')
    await page.keyboard.press('Control+Enter')
    await frame.getByRole('button', { name: 'Empezar turno' }).click()
    await expect(frame.getByTestId('latest-cases').getByTestId('delivery').first()).toHaveAttribute(
      'data-delivery',
      'received',
    )
  } finally {
    await again.stop()
  }
})
