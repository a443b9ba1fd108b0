import { expect, test } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

let desk: RunningDesk | undefined
test.afterEach(async () => {
  await desk?.close()
  desk = undefined
})

/** "My neighbour has no food": nobody taught this agent anything but to read what is on the screen. */
for (const { city, citizen, address, unit } of [
  {
    city: 'quito',
    citizen: 'Segundo Manuel Guamán',
    address: 'Guamaní, calle Ayapamba',
    unit: 'Pasar a Patronato San José',
  },
  {
    city: 'cordoba',
    citizen: 'Isabel Moreno Cano',
    address: 'Calle Torremolinos 8',
    unit: 'Pasar a Servicios Sociales',
  },
] as const) {
  test(`in ${city}, a neighbour without food and perhaps with children becomes a priority case`, async ({
    browser,
  }) => {
    desk = await openDesk(browser, { city })
    const { page, frame, screen, core } = desk
    await screen.signIn()
    await screen.startShift()
    await screen.callMe(citizen)
    await screen.answer()
    await expect(screen.script).toHaveAttribute('data-step', 'sin-comida')
    await page.keyboard.press('1')
    await expect(screen.script).toHaveAttribute('data-step', 'hogar-fragil')
    await page.keyboard.press('0')
    await expect(screen.script).toHaveAttribute('data-step', 'urgente')
    const phone = screen.script.getByLabel('Teléfono para devolver la llamada')
    await screen.script.getByLabel('Dirección').fill(address)
    await phone.fill('12')
    await screen.script.getByRole('button', { name: 'Continuar' }).click()
    await expect(screen.script).toContainText('le faltan o le sobran cifras')
    await expect(screen.script.getByLabel('Dirección')).toHaveValue(address)
    await phone.fill(city === 'quito' ? '0991234567' : '957769626')
    await page.keyboard.press('Enter')
    await expect(screen.script).toHaveAttribute('data-step', 'guardia')
    await screen.script.getByRole('button', { name: unit }).click()
    await expect(screen.script).toContainText('Hecho y anotado')
    // The pack has no telephone of the unit: its general line rings, and nobody there helps.
    const second = frame.getByTestId('second-line')
    await expect(second).toBeVisible()
    await second.getByRole('button', { name: /Volver|Colgar/ }).click()
    await expect(second).toBeHidden()
    await screen.script.getByRole('button', { name: 'No contestan' }).click()
    await expect(screen.script).toHaveAttribute('data-step', 'fin-prioritario')
    await screen.script.getByRole('button', { name: 'Terminar guion' }).click()
    await screen.hangUp()
    await screen.closeContact('ESC-2')
    await expect
      .poll(async () => (await core.request('contacts.recent', {}))[0]?.interaction.serviceRequestIds.length)
      .toBe(1)
    const [recent] = await core.request('contacts.recent', {})
    expect(recent?.interaction.draft.disposition).toBe('ESC-2')
    expect(recent?.interaction.runs[0]?.taken).toMatchObject([
      { stepId: 'guardia', action: { kind: 'transfer' } },
    ])
    const cases = await core.request('serviceRequests.list', {})
    const made = cases.find(({ request }) => request.interactionId === recent?.interaction.interactionId)
    expect(made?.request).toMatchObject({ serviceCode: 'ayuda-social', address })
  })
}
