import { expect, test } from '@playwright/test'
import { openShift, type RunningDesk } from '../../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../../support/own-city.ts'

/** Issue 3, §5. */
const foundWithinMs = 5_000

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

test('a voice that stops is told in time, comes back at one press, and the call was never cut', async () => {
  const { externalCallId } = city.call('alimentos')
  await desk.screen.answer()
  const sound = desk.frame.getByTestId('call-sound')
  await expect(sound).toHaveAttribute('data-state', 'good')
  await expect(sound).toContainText(/de 4,5/)

  const lostAt = Date.now()
  city.exchange.loseWay(externalCallId)
  await expect(sound).toContainText('No llega la voz de la otra persona', { timeout: foundWithinMs + 1_000 })
  expect(Date.now() - lostAt).toBeLessThanOrEqual(foundWithinMs + 500)

  await sound.getByRole('button', { name: 'Reparar el sonido' }).click()
  await expect(desk.frame.getByTestId('sound-repair')).toHaveText('El sonido volvió.')
  await expect(sound).toHaveAttribute('data-state', 'good')
  expect(city.exchange.report().find((call) => call.externalCallId === externalCallId)?.ended).toBe(false)

  await desk.screen.hangUp()
  await expect(desk.screen.wrapUpCard).toBeVisible()
  await expect
    .poll(async () => (await desk.core.request('quality.recent', {}))[0])
    .toMatchObject({
      faults: [{ fault: 'nothing-arrives' }],
      repairs: 1,
      restarts: 1,
      setUp: {
        microphoneMs: expect.any(Number),
        iceMs: expect.any(Number),
        signallingMs: expect.any(Number),
        dtlsMs: expect.any(Number),
        firstAudioMs: expect.any(Number),
      },
    })
})
