import { expect, test, type BrowserContext } from '@playwright/test'
import { startHost } from '../../src/demo/drive/start-host.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

test.describe.configure({ mode: 'serial' })

let city: OwnCity
let desk: RunningDesk | undefined
test.beforeAll(async () => {
  city = await openOwnCity()
})
test.afterEach(async () => {
  await desk?.close()
  desk = undefined
  city.changeAccount((account) => account)
})
test.afterAll(() => city.close())

test('without a backend the first screen says so, and goes on once it is there', async ({ browser }) => {
  await city.backendCable.cut()
  desk = await openDesk(browser, { policyFile: city.policyFile })
  const { frame, screen } = desk
  await expect(frame.getByTestId('sign-in-backend-absent')).toContainText('El servidor municipal no responde')
  await frame.getByRole('button', { name: 'Probar otra vez' }).click()
  // The screen says when this press was answered, in vain: the mended cable is for the next one.
  await expect(frame.getByRole('main')).toHaveAttribute('aria-busy', 'false')
  await expect(frame.getByTestId('sign-in-backend-absent')).toBeVisible()
  await city.backendCable.mend()
  await frame.getByRole('button', { name: 'Probar otra vez' }).click()
  await expect(frame.getByRole('heading', { name: 'Quito 101' })).toBeVisible()
  await screen.signIn()
  await screen.startShift()
})

test('a desk started again without its backend works on: session, cases and scripts are here', async ({
  browser,
}) => {
  desk = await openDesk(browser, { policyFile: city.policyFile })
  const { dataFolder, context } = desk
  await desk.screen.signIn()
  await desk.screen.startShift()
  await desk.host.stop()
  await city.backendCable.cut()
  const again = await startHost({
    city: 'quito',
    dataFolder,
    environment: { VENTANILLA_POLICY: city.policyFile },
  })
  const page = await context.newPage()
  await page.goto(again.url)
  const frame = page.frameLocator('iframe')
  await expect(frame.getByTestId('light-network')).toContainText('con problema')
  await page.keyboard.press('/')
  await frame.getByLabel('Buscar trámites, guiones y unidades').fill('predial')
  await expect(frame.locator('.search-result').first()).toBeVisible()
  await city.backendCable.mend()
  await again.stop()
})

for (const { what, change, words } of [
  {
    what: 'a wrong password',
    change: { password: 'not the one' },
    words: 'La centralita rechazó el usuario o la contraseña de tu línea',
  },
  {
    what: 'an account the exchange does not know',
    change: { uri: 'sip:nobody@exchange.invalid' },
    words: 'La centralita no conoce tu línea',
  },
]) {
  test(`${what} is told at the check and on the desk, and nobody is shown as ready`, async ({ browser }) => {
    city.changeAccount((account) => ({ ...account, ...change }))
    desk = await openDesk(browser, { policyFile: city.policyFile })
    const { frame, screen } = desk
    await screen.signIn()
    await expect(frame.getByTestId('check-line')).toHaveAttribute('data-light', 'bad')
    await expect(frame.getByTestId('check-line')).toContainText(words)
    await frame.getByRole('button', { name: 'Empezar turno' }).click()
    await screen.expectState('no-line')
    await expect(frame.getByTestId('line-card').locator('..')).toContainText(words)
    await expect(frame.getByRole('button', { name: 'Reconectar la línea' })).toBeVisible()
  })
}

test('an exchange that is not there at start is told; the line comes by itself', async ({ browser }) => {
  await city.exchangeCable.cut()
  desk = await openDesk(browser, { policyFile: city.policyFile })
  const { frame, screen } = desk
  await screen.signIn()
  await expect(frame.getByTestId('check-line')).toContainText('La centralita no responde')
  await frame.getByRole('button', { name: 'Empezar turno' }).click()
  await screen.expectState('no-line')
  await city.exchangeCable.mend()
  await screen.expectState('ready')
})

for (const { what, fault, words } of [
  { what: 'a microphone that was denied', fault: 'NotAllowedError', words: 'El micrófono está bloqueado' },
  { what: 'no microphone at all', fault: 'NotFoundError', words: 'No se encuentra un micrófono' },
]) {
  test(`${what} is told, and one that opens later makes the desk ready`, async ({ browser }) => {
    desk = await openDesk(browser, {
      policyFile: city.policyFile,
      prepare: (context) => refuseMicrophone(context, fault),
    })
    const { page, frame, screen } = desk
    await screen.signIn()
    await expect(frame.getByTestId('check-microphone')).toHaveAttribute('data-light', 'bad')
    await frame.getByRole('button', { name: 'Empezar turno' }).click()
    await screen.expectState('no-line')
    await expect(frame.getByText(words)).toBeVisible()
    await page.evaluate(() => window.dispatchEvent(new Event('microphone-is-back')))
    await frame.getByRole('button', { name: 'Abrir el micrófono' }).click()
    await screen.expectState('ready')
    await expect(frame.getByText(words)).toBeHidden()
  })
}

test('a microphone that vanishes in mid-call is told, and the next one takes over', async ({ browser }) => {
  desk = await openDesk(browser, { policyFile: city.policyFile, prepare: keepTracks })
  const { page, frame, screen } = desk
  await screen.signIn()
  await screen.startShift()
  city.call('predial')
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  await page.evaluate(() => window.dispatchEvent(new Event('unplug')))
  await expect(frame.getByTestId('problem-microphone-lost')).toContainText('El micrófono se desconectó')
  await expect(frame.getByTestId('light-audio')).toContainText('con problema')
  await expect(screen.callCard).toBeVisible()
  await page.evaluate(() => window.dispatchEvent(new Event('microphone-is-back')))
  await frame.getByRole('button', { name: 'Abrir el micrófono' }).click()
  await expect(frame.getByTestId('problem-microphone-lost')).toBeHidden()
  await expect(frame.getByTestId('light-audio')).toContainText('bien')
})

test('a second start on one profile says whose it is, ends with 3 and disturbs nobody', async ({
  browser,
}) => {
  desk = await openDesk(browser, { policyFile: city.policyFile })
  const { dataFolder } = desk
  await expect(
    startHost({ city: 'quito', dataFolder, environment: { VENTANILLA_POLICY: city.policyFile } }),
  ).rejects.toThrow(/ended with 3 .*already open with this profile/s)
  await desk.screen.signIn()
  await desk.screen.startShift()
})

/** As a browser that was told *Block*, or a machine without one, until the page hears that it is back. */
function refuseMicrophone(context: BrowserContext, fault: string): Promise<unknown> {
  return context.addInitScript((name) => {
    const { mediaDevices } = navigator
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name))
    window.addEventListener('microphone-is-back', () => {
      mediaDevices.getUserMedia = open
    })
  }, fault)
}

/** A headset whose cable the test can pull: the tracks end as they do then, and no other one is there. */
function keepTracks(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => {
    const { mediaDevices } = navigator
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    const tracks: MediaStreamTrack[] = []
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      tracks.push(...stream.getTracks())
      return stream
    }
    window.addEventListener('unplug', () => {
      mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'))
      for (const track of tracks.splice(0)) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    })
    window.addEventListener('microphone-is-back', () => {
      mediaDevices.getUserMedia = open
    })
  })
}
