import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../support/electron-double/launch.ts'
import { cleanUp, newProfile, policyIn, root } from './built-app.ts'
import { tellPageStories } from './page-stories.ts'

const binary = join(
  root,
  'node_modules',
  'electron',
  'dist',
  process.platform === 'win32' ? 'electron.exe' : 'electron',
)
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
const missing = existsSync(binary)
  ? hasDisplay
    ? ''
    : 'skipped: there is no display for Electron here'
  : 'skipped: the Electron runtime is not in node_modules/electron/dist'

/** The double is only as good as its likeness: wherever Electron itself is, it tells the same stories. */
describe.skipIf(missing)(`on the real Electron ${missing}`, () => {
  let app: ElectronApplication
  const page = (role: 'desk' | 'voice'): Promise<Page> =>
    until(`the ${role} page`, () =>
      app.windows().find((one) => one.url().startsWith(`app://ventanilla/${role}.html`)),
    )

  beforeAll(async () => {
    const profile = newProfile()
    policyIn(profile, { backend: { url: 'http://127.0.0.1:9' }, allowPlainTextSecrets: true })
    app = await _electron.launch({
      executablePath: binary,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        root,
        '--data',
        profile,
      ],
    })
    await page('desk')
    await page('voice')
  })
  afterAll(async () => {
    await app.close()
    await cleanUp()
  })

  test('shows the desk and keeps the voice page hidden', async () => {
    const windows = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        url: window.webContents.getURL(),
        visible: window.isVisible(),
      })),
    )
    expect(windows).toContainEqual({ url: 'app://ventanilla/desk.html', visible: true })
    expect(windows).toContainEqual({ url: 'app://ventanilla/voice.html', visible: false })
  })

  tellPageStories(() => page('desk'))

  test('our own page gets the microphone and opens no window', async () => {
    const desk = await page('desk')
    const kinds = await desk.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      return stream.getTracks().map(({ kind }) => kind)
    })
    expect(kinds).toEqual(['audio'])
    expect(await desk.evaluate(() => window.open('https://foreign.example/'))).toBeNull()
    expect(app.windows()).toHaveLength(2)
  })
})
