import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { readSettings, switches } from './settings.ts'

/** As root and without network, with a microphone that beeps. */
const flags = [
  '--no-sandbox',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--remote-debugging-port=0',
]

let profile: string | undefined
let starting: Promise<BrowserContext> | undefined

/** One Chromium for all windows of the app, started with the first of them. */
export function browserContext(): Promise<BrowserContext> {
  starting ??= start()
  return starting
}

async function start(): Promise<BrowserContext> {
  profile = mkdtempSync(join(tmpdir(), 'electron-double-'))
  return chromium.launchPersistentContext(profile, {
    executablePath: readSettings().chromium,
    headless: true,
    args: [...flags, ...[...switches].map(([name, value]) => `--${name}=${value}`)],
    viewport: null,
  })
}

/** Where a test may attach its own Playwright to look at the pages. */
export async function debuggingAddress(): Promise<string> {
  await browserContext()
  const file = join(profile ?? '', 'DevToolsActivePort')
  if (!existsSync(file)) throw new Error('Chromium opened no debugging port.')
  const [port] = readFileSync(file, 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}

export async function closeBrowser(): Promise<void> {
  const context = await starting?.catch(() => undefined)
  await context?.close().catch(() => undefined)
  if (profile !== undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
}
