import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until, type RunningApp } from '../support/electron-double/launch.ts'
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

  test('a page gets one port from the preload and nothing of Electron or Node', async () => {
    const page = await app.page('desk')
    const found = await page.evaluate(() => {
      const global = window as unknown as Record<string, object | undefined>
      return {
        port: Object.keys(global['deskPort'] ?? {}),
        leaked: ['require', 'process', 'ipcRenderer', 'electron', 'module'].filter((name) => name in global),
      }
    })
    expect(found.port.toSorted()).toEqual(['close', 'listen', 'onClose', 'post'])
    expect(found.leaked).toEqual([])
  })

  test('scripts run only from our own files, and our own pages keep the rule', async () => {
    const page = await app.page('desk')
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text())
    })
    const response = await page.reload()
    const policy = response?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(complaints).toEqual([])

    const violated = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective))
          const script = document.createElement('script')
          script.textContent = 'document.title = "planted"'
          document.body.append(script)
        }),
    )
    expect(violated).toBe('script-src-elem')
    expect(await page.title()).not.toBe('planted')
  })

  test('the pages are served and nothing else of the disk', async () => {
    const page = await app.page('desk')
    const statuses = await page.evaluate(async () => {
      const paths = [
        '/desk.html',
        '/..%2fmain%2felectron.js',
        '/%2e%2e%5cmain%5celectron.js',
        '/none.html',
        '/%',
      ]
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([200, 404, 404, 404, 404])
    expect(await page.evaluate(async () => (await fetch('/desk.html', { method: 'POST' })).status)).toBe(404)
  })

  test('our own page gets the microphone; a foreign page does not', async () => {
    const open = `navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => stream.getTracks().map((track) => (track.stop(), track.kind)).join(),
      (error) => error.name)`
    expect(await app.do('evaluate', desk, open)).toBe('audio')
    const planted = await app.do('openForeign', foreign, join(root, 'out', 'preload', 'preload.cjs'))
    expect(await app.do('evaluate', planted, open)).toBe('NotAllowedError')
    await app.do('closeWindow', planted)
  })

  test.each([
    'geolocation',
    'notifications',
    'display-capture',
    'clipboard-read',
    'hid',
    'midi',
    'fileSystem',
  ])('nobody gets %s, not even our own page', async (permission) => {
    expect(await app.do('mayUse', desk, permission, own)).toBe(false)
    expect(await app.do('isGranted', desk, permission, own, true)).toBe(false)
  })

  test.each(['media', 'speaker-selection', 'local-network-access', 'loopback-network'])(
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
