import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until, type RunningApp } from '../support/electron-double/launch.ts'
import { tellPageStories } from './page-stories.ts'
import { cannotRun, cleanUp, newProfile, policyIn, root, start } from './built-app.ts'

const foreign = 'https://foreign.example/'
const own = 'app://ventanilla/desk.html'

describe.skipIf(cannotRun)(`what a page of the desk may do ${cannotRun}`, () => {
  let app: RunningApp
  let profile: string
  let desk: number

  beforeAll(async () => {
    profile = newProfile()
    policyIn(profile)
    app = start({ userData: profile })
    desk = await app.windowId('desk')
    await app.windowId('voice')
  })
  afterAll(async () => {
    await app.quit()
    await cleanUp()
  })
  const log = () => readFileSync(join(profile, 'desk', 'desk.log'), 'utf8')
  const refusals = () => log().split('Refused an IPC message.').length - 1

  test('both windows are sandboxed and isolated, and only the voice window keeps working unseen', async () => {
    const windows = await app.do('windows')
    expect(windows).toHaveLength(2)
    for (const { options } of windows)
      expect(options.webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
      })
    const [shown, hidden] = windows
    expect(shown).toMatchObject({ url: own })
    await until('the desk to show', async () => (await app.do('windows'))[0]?.visible || undefined)
    expect(hidden).toMatchObject({ url: 'app://ventanilla/voice.html', visible: false })
    expect(hidden?.options.webPreferences).toMatchObject({ backgroundThrottling: false })
  })

  tellPageStories(() => app.page('desk'))

  test('our own page gets the microphone; a foreign page does not', async () => {
    const open = `navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => stream.getTracks().map((track) => (track.stop(), track.kind)).join(),
      (error) => error.name)`
    expect(await app.do('evaluate', desk, open)).toBe('audio')
    const planted = await app.do('openForeign', foreign, join(root, 'out', 'preload', 'preload.cjs'))
    expect(await app.do('evaluate', planted, open)).toBe('NotAllowedError')
    await app.do('closeWindow', planted)
  })

  test.each(['geolocation', 'notifications', 'display-capture', 'clipboard-read', 'midi', 'fileSystem'])(
    'nobody gets %s, not even our own page',
    async (permission) => {
      expect(await app.do('mayUse', desk, permission, own)).toBe(false)
      expect(await app.do('isGranted', desk, permission, own, true)).toBe(false)
    },
  )

  test('headset buttons are for the voice page alone', async () => {
    const voice = await app.windowId('voice')
    expect(await app.do('mayUse', voice, 'hid', 'app://ventanilla/voice.html')).toBe(true)
    expect(await app.do('mayUse', desk, 'hid', own)).toBe(false)
    expect(await app.do('mayUse', voice, 'hid', foreign)).toBe(false)
    const device = (deviceType: string, origin: string) => app.do('mayUseDevice', deviceType, origin)
    expect(await device('hid', 'app://ventanilla')).toBe(true)
    expect(await device('usb', 'app://ventanilla')).toBe(false)
    expect(await device('hid', 'https://foreign.example')).toBe(false)
  })

  test.each(['media', 'speaker-selection', 'fullscreen', 'local-network-access', 'loopback-network'])(
    '%s is for our own main frames alone',
    async (permission) => {
      expect(await app.do('mayUse', desk, permission, own)).toBe(true)
      expect(await app.do('isGranted', desk, permission, own, true)).toBe(true)
      expect(await app.do('isGranted', desk, permission, own, false)).toBe(false)
      for (const stranger of [foreign, 'app://ventanilla.evil/desk.html', 'file:///desk.html']) {
        expect(await app.do('mayUse', desk, permission, stranger)).toBe(false)
        expect(await app.do('isGranted', desk, permission, stranger, true)).toBe(false)
      }
    },
  )

  test('the desk goes nowhere else and opens nothing', async () => {
    const page = await app.page('desk')
    expect(await page.evaluate((address) => window.open(address), foreign)).toBeNull()
    await page.evaluate((address) => {
      const link = document.createElement('a')
      link.href = address
      document.body.append(link)
      link.click()
    }, foreign)
    await until('the refusal in the log', () => log().includes('Refused a navigation.') || undefined)
    expect(await page.evaluate(async () => (await fetch(location.href)).status)).toBe(200)
    expect(page.url()).toContain('/desk.html')
    const windows = await app.do('windows')
    expect(windows.map(({ url }) => url)).toEqual([own, 'app://ventanilla/voice.html'])
    expect(windows.map(({ opened }) => opened)).toEqual([0, 0])
  })

  test.each([
    ['a foreign page', { url: foreign, parent: false }],
    ['a frame in our page', { url: own, parent: true }],
    ['the other page of ours', { url: 'app://ventanilla/voice.html', parent: false }],
    ['a look-alike', { url: 'app://ventanilla.evil/desk.html', parent: false }],
    ['a frame that is gone', null],
  ])('a message from %s is refused', async (_who, frame) => {
    const before = refusals()
    await app.do('sendAs', desk, frame, { port: 'planted', kind: 'open' })
    expect(refusals()).toBe(before + 1)
  })

  test('a message that is no envelope is refused, whoever sends it', async () => {
    const before = refusals()
    for (const envelope of [
      null,
      'open',
      { port: 'x'.repeat(65), kind: 'open' },
      { port: 'a', kind: 'eval' },
    ])
      await app.do('sendAs', desk, { url: own, parent: false }, envelope)
    expect(refusals()).toBe(before + 4)
  })

  test('the desk page may not speak for the voice page', async () => {
    expect(await app.do('request', desk, 'voice.hello', {})).toMatchObject({ ok: false, code: 'forbidden' })
    expect(await app.do('request', desk, 'settings.get', {})).toMatchObject({ ok: true })
  })
})
