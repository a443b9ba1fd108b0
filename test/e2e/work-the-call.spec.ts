import { expect, test } from '@playwright/test'
import { recover } from '../../src/demo/drive/drive-call.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

test.describe.configure({ mode: 'serial' })

let city: OwnCity
let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  desk = await openDesk(browser, { policyFile: city.policyFile })
  await desk.screen.signIn()
  await desk.screen.startShift()
  city.call('alimentos')
  await desk.screen.answer()
  await expect(desk.screen.callCard).toBeVisible()
})
test.afterAll(async () => {
  await desk.close()
  await city.close()
})

test('mutes and unmutes by button and by key, and the button says which it is', async () => {
  const { page, frame, core } = desk
  await frame.getByRole('button', { name: 'Silenciar' }).click()
  const unmute = frame.getByRole('button', { name: 'Activar micrófono' })
  await expect(unmute).toHaveAttribute('aria-pressed', 'true')
  expect((await core.request('calls.list', {}))[0]?.muted).toBe(true)
  await page.keyboard.press('Control+Shift+M')
  await expect(frame.getByRole('button', { name: 'Silenciar' })).toHaveAttribute('aria-pressed', 'false')
  expect((await core.request('calls.list', {}))[0]?.muted).toBe(false)
})

test('holds and takes back, and the card says so meanwhile', async () => {
  const { page, frame, screen } = desk
  await page.keyboard.press('Control+Shift+R')
  await expect(screen.callCard).toContainText('En espera')
  await frame.getByRole('button', { name: 'Recuperar' }).click()
  await expect(screen.callCard).toContainText('En llamada')
  await expect(frame.getByRole('button', { name: 'Retener' })).toBeVisible()
})

test('keys of the keypad reach the exchange in order and never the script', async () => {
  const { page, frame, screen } = desk
  const step = await screen.script.getAttribute('data-step')
  await frame.getByRole('button', { name: 'Teclado' }).click()
  const keypad = frame.getByRole('group', { name: 'Teclado de tonos' })
  await keypad.getByRole('button', { name: '4', exact: true }).click()
  await page.keyboard.press('2')
  await keypad.getByRole('button', { name: '#', exact: true }).click()
  await expect(frame.getByLabel('Tonos enviados')).toHaveText('42#')
  await expect.poll(() => oncePerKey(city.tones)).toBe('42#')
  await expect(screen.script).toHaveAttribute('data-step', step ?? '')
  await frame.getByRole('button', { name: 'Teclado', exact: true }).click()
})

test('a desk page that is reloaded comes back to the same call, step and notes', async () => {
  const { page, frame, screen } = desk
  await frame.getByLabel('Notas').fill('Oye mal.')
  await expect(frame.getByTestId('draft-saved')).toHaveAttribute('data-saved', 'true')
  await page.frame({ url: /desk\.html/ })?.evaluate(() => location.reload())
  await expect(screen.callCard).toContainText('En llamada')
  await expect(frame.getByLabel('Notas')).toHaveValue('Oye mal.')
})

test('a crash of the desk page leaves call and notes; the page that opens next shows both', async () => {
  const { context, host, core } = desk
  const apart = await context.newPage()
  await apart.goto(new URL('/desk.html', host.url).href)
  await apart.getByLabel('Notas').press('End')
  await apart.keyboard.type(' Llamar tarde.')
  await expect(apart.getByTestId('draft-saved')).toHaveAttribute('data-saved', 'true')
  const crashed = apart.waitForEvent('crash')
  await Promise.all([crashed, apart.goto('chrome://crash').catch(() => undefined)])
  await apart.close()

  expect((await core.request('calls.list', {})).map(({ phase }) => phase.name)).toEqual(['connected'])
  const next = await context.newPage()
  await next.goto(new URL('/desk.html', host.url).href)
  await expect(next.getByTestId('call-card')).toBeVisible()
  await expect(next.getByLabel('Notas')).toHaveValue('Oye mal. Llamar tarde.')
  await next.close()
})

test('the state after the contact is chosen while talking, and comes only when the contact is closed', async () => {
  const { frame, screen } = desk
  await frame.getByLabel('Al terminar…').selectOption('Comida')
  await screen.expectState('talking')
  await screen.hangUp()
  await expect(screen.wrapUpCard).toBeVisible()
  await expect(frame.getByLabel('Al terminar…')).toHaveValue('103')
  await frame.getByLabel('Resultado').selectOption('Información dada')
  await frame.getByRole('button', { name: 'Cerrar contacto' }).click()
  await screen.expectState('not-ready')
  await expect(frame.getByTestId('agent-state')).toContainText('Comida')
  await frame.getByTestId('agent-state').click()
  await frame.getByRole('menuitem', { name: 'Disponible' }).click()
  await screen.expectState('ready')
})

test('more time for wrap-up is one press, and nothing is lost when the time is over', async () => {
  const { frame, screen } = desk
  city.call('predial')
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  await screen.hangUp()
  const left = frame.getByRole('timer', { name: 'Tiempo restante' })
  await expect(left).toHaveText(/^0?(1:\d\d|2:00)$/)
  await frame.getByRole('button', { name: '+1 min' }).click()
  await expect(left).toHaveText(/^0?(2:\d\d|3:00)$/)
  await recover(desk.core)
  await screen.expectState('ready')
})

/** RFC 4733 sends the end of a key three times, and INFO once more. */
function oncePerKey(tones: readonly string[]): string {
  return tones.filter((tone, at) => tone !== tones[at - 1]).join('')
}
