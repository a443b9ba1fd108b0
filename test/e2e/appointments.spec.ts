import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Locator } from '@playwright/test'
import { openShift, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

test.describe.configure({ mode: 'serial' })

let city: OwnCity
let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  desk = await openShift(browser, city)
})
test.afterAll(async () => {
  await desk.close()
  await city.close()
})

const panel = () => desk.frame.getByTestId('appointment')
const booked = () => panel().getByTestId('booked-hour')

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
async function press(target: Locator): Promise<void> {
  await target.focus()
  await desk.page.keyboard.press('Enter')
}
const button = (name: string) => panel().getByRole('button', { name })
const hours = () => panel().getByTestId('hours').getByRole('listitem').getByRole('button')

test('a citizen gets an hour at an office without steps, held while he is asked, and hears day, hour, place and number', async () => {
  const { page, frame, screen } = desk
  city.call('predial')
  await screen.answer()
  // Answering gives the focus to the script: before that a key would still go there.
  await expect(frame.locator('#script-region')).toBeFocused()
  await press(frame.getByRole('button', { name: 'Dar, cambiar o anular una cita' }))
  await panel().getByLabel('Unidad').selectOption('Balcones de servicios')
  await panel().getByLabel('Lengua de signos').focus()
  await page.keyboard.press('Space')
  await expect(hours().first()).toContainText('Balcón de servicios Eloy Alfaro')
  await expectClean()
  await press(hours().first())
  await expect(panel().getByText(/Pregunte: «¿Le va bien el (martes|jueves) /)).toBeFocused()
  await expect(panel().getByRole('timer')).toHaveText(/^0[23]:\d\d$/)
  await press(button('Alargar tres minutos'))
  await panel().getByLabel('¿Quiere que le recordemos la cita?').selectOption('Con una llamada')
  await expect(panel().getByLabel('Teléfono para el recordatorio')).not.toHaveValue('')
  await expectClean()
  await press(button('Confirmar la cita'))
  await expect(booked()).toBeFocused()
  await expect(booked().getByText('Diga: «Su cita es el')).toBeInViewport()
  await expect(booked()).toContainText(
    /Diga: «Su cita es el (martes|jueves) \d+ de \p{L}+ a las \d\d:\d\d, en Balcón de servicios Eloy Alfaro.*Su número es CITA-\d{4}-\d{6}\.»/u,
  )
  await expectClean()
})

test('calls again, has it moved and then cancelled, under the same number', async () => {
  const number = /CITA-\d{4}-\d{6}/.exec(await booked().innerText())?.[0] ?? 'none'
  await press(button('Cambiar de hora'))
  await press(hours().nth(1))
  await expect(panel().getByText(/Pregunte: «¿Cambio su cita al /)).toBeFocused()
  await press(button('Confirmar la cita'))
  await expect(button('Cambiar de hora')).toBeVisible()
  await expect(booked()).toContainText(number)
  await expect(booked()).toContainText('Cita confirmada.')
  await press(button('Anular la cita'))
  await expect(booked()).toContainText(`Diga: «Su cita ${number} queda anulada.»`)
  await press(button('Buscar su cita'))
  await expect(panel().getByTestId('earlier-hour')).toContainText(`${number} · anulada`)
})

test('is given a provisional one while the backend is cut off, said in those words, and confirmed when it is back', async () => {
  // What he needs of an office is still asked for; the next one offers something else.
  await panel().getByLabel('Lengua de signos').focus()
  await desk.page.keyboard.press('Space')
  await city.backendCable.cut()
  await panel().getByLabel('Unidad').selectOption('Dirección Metropolitana de Catastro')
  await expect(panel()).toContainText('La cita será PROVISIONAL.')
  await press(hours().first())
  await expectClean()
  await press(button('Guardar cita provisional'))
  await expect(booked()).toContainText('Cita PROVISIONAL: guardada aquí.')
  await expect(booked()).toContainText('Diga: «Le apunto una cita provisional el ')
  await expectClean()
  await city.backendCable.mend()
  await expect(booked()).toContainText(/Diga: «Su cita es el .* Su número es CITA-/)
})
