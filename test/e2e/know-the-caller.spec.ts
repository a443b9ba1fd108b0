import { expect, test } from '@playwright/test'
import { recover } from '../../src/demo/drive/drive-call.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'
import { openSipTap, type SipTap } from '../support/sip-tap.ts'

test.describe.configure({ mode: 'serial' })

let city: OwnCity
let tap: SipTap
let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  tap = await openSipTap(city.exchange.url)
  city.changeAccount((account) => ({ ...account, sockets: [{ url: tap.url, weight: 0 }] }))
  desk = await openDesk(browser, { policyFile: city.policyFile })
  await desk.screen.signIn()
  await desk.screen.startShift()
})
test.afterEach(async () => {
  if (await desk.screen.ringingCard.isVisible()) {
    await desk.screen.answer()
    await expect(desk.screen.callCard).toBeVisible()
  }
  await recover(desk.core)
  await desk.screen.expectState('ready')
})
test.afterAll(async () => {
  await desk.close()
  await tap.close()
  await city.close()
})

test('a citizen is found by a number that the trunk writes in another way than the register', async () => {
  city.call('catastro', { number: '00593-99 900 0101', name: 'Rosa' })
  await expect(desk.screen.ringingCard).toContainText('Rosa Elvira Toapanta Chango')
  await expect(desk.screen.ringingCard).toContainText('Asistente: Quitumbe · El área construida')
  await expect(desk.frame.getByTestId('citizen-card')).toContainText('Información dada')
})

test('a caller nobody knows is greeted by what the line says, and told as unknown', async () => {
  const { screen, frame } = desk
  city.call('catastro', { number: '+593 98 765 4321', name: '' })
  await expect(screen.ringingCard).toContainText('Persona desconocida')
  await expect(frame.getByTestId('citizen-unknown')).toBeVisible()
  await screen.answer()
  await expect(frame.getByLabel('Teléfono de contacto')).toHaveValue('+593987654321')
  await screen.hangUp()
  await frame.getByTestId('wrap-up-card').waitFor()
})

test('who calls again about an open case is answered into that case', async () => {
  const { screen, frame } = desk
  city.call('caso-abierto')
  const answer = screen.ringingCard.getByRole('button', { name: 'Responder y abrir caso SR-2026-000412' })
  await expect(answer).toBeVisible()
  await answer.click()
  await expect(screen.callCard).toBeVisible()
  await expect(frame.getByTestId('citizen-card')).toContainText('SR-2026-000412')
})

test('a wrong number leaves by itself and is closed as one, without a case', async () => {
  const { screen, frame, core } = desk
  city.call('equivocado')
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  await expect(screen.wrapUpCard).toBeVisible({ timeout: 40_000 })
  await frame.getByLabel('Resultado').selectOption('Número equivocado')
  await frame.getByRole('button', { name: 'Cerrar contacto' }).click()
  await screen.expectState('ready')
  const [latest] = await core.request('contacts.recent', {})
  expect(latest?.interaction).toMatchObject({ serviceRequestIds: [], draft: { disposition: 'WRG' } })
  await expect(frame.getByTestId('recent').getByRole('listitem').first()).toContainText('Número equivocado')
})

test('who calls while the agent talks is refused as busy and shown as missed meanwhile', async () => {
  const { screen, frame } = desk
  city.call('predial')
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  tap.say(tap.invite({ name: 'Olga Vaca', number: '0998887766', callId: 'busy-1' }))
  await expect
    .poll(() => tap.fromDesk.filter((text) => text.includes('Call-ID: busy-1')).map(firstLine))
    .toContainEqual(expect.stringContaining('SIP/2.0 486'))
  await expect(frame.getByTestId('recent').getByRole('listitem').first()).toContainText(
    'Perdida mientras hablabas',
  )
  await expect(screen.callCard).toContainText('Jorge Andrés Cevallos')
})

test('markup in a caller’s name is text', async () => {
  const name = '<img src=x onerror="document.title=1"><b>Ana</b>'
  city.call('catastro', { number: '+593 98 765 4322', name, ivr: { summary: '<script>1</script>' } })
  const card = desk.screen.ringingCard
  await expect(card.getByRole('heading', { level: 2 })).toHaveText(name)
  await expect(card).toContainText('<script>1</script>')
  await expect(card.locator('img, b, script')).toHaveCount(0)
})

test('a header of 64 KB costs its tail and not the call', async () => {
  const { screen, frame } = desk
  city.call('catastro', { ivr: { topic: 'catastro', summary: 'Largo '.repeat(11_000) } })
  await expect(screen.ringingCard).toContainText('Largo Largo')
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  await expect(frame.locator('body')).not.toHaveClass(/overflow/)
  const wide = await frame.locator('html').evaluate((page) => page.scrollWidth > page.clientWidth)
  expect(wide).toBe(false)
})

test('bytes that are no UTF-8 break only the line, which comes back and rings', async () => {
  const { screen, core } = desk
  const registrations = () => tap.fromDesk.filter((text) => text.startsWith('REGISTER ')).length
  const before = registrations()
  const invite = tap.invite({ name: 'NOMBRE', number: '0998887755', callId: 'latin-1' })
  tap.say(Buffer.from(invite.replace('NOMBRE', 'Peña Ibáñez'), 'latin1'))
  await expect.poll(registrations).toBeGreaterThan(before)
  await expect.poll(async () => (await core.request('agent.get', {})).registration.state).toBe('registered')
  await screen.expectState('ready')
  city.call('catastro')
  await expect(screen.ringingCard).toContainText('Rosa Elvira Toapanta Chango')
})

const firstLine = (text: string): string => text.slice(0, text.indexOf('\r\n'))
