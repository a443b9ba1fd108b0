import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { launch, type Launch, type RunningApp } from '../support/electron-double/launch.ts'

export const root = resolve(import.meta.dirname, '..', '..')

if (!existsSync(join(root, 'out', 'main', 'electron.js')))
  throw new Error('Nothing is built: run `npm run build` first (`npm test` does it by itself).')

/** Why these tests cannot run here, or nothing: Chromium is the double's window system. */
export const cannotRun = findChromium() === undefined ? 'skipped: no Chrome, Chromium or Edge here' : ''

const folders: string[] = []
const running: RunningApp[] = []

export function newProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-electron-'))
  folders.push(folder)
  return folder
}

/** A city whose backend never answers: the desk must start without it, and nothing of the demo runs. */
export function policyIn(profile: string, policy: object = { backend: { url: 'http://127.0.0.1:9' } }): void {
  writeFileSync(join(profile, 'policy.json'), JSON.stringify(policy))
}

export function start(options: Partial<Launch> & { userData: string }): RunningApp {
  const app = launch({ appPath: root, ...options })
  running.push(app)
  return app
}

/** Ends what a failed test left running and removes its profiles. */
export async function cleanUp(): Promise<void> {
  for (const app of running.splice(0)) {
    app.kill()
    await app.exited
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
