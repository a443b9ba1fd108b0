import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/find-chromium.mjs'
import { toBrowser } from './addresses.ts'
import type { Control, ControlReply } from './control.ts'
import { settingsEnvironment, type DoubleSettings } from './settings.ts'

export interface Launch {
  /** The built app: the folder with package.json and out/. */
  appPath: string
  userData: string
  /** Further words of the command line. */
  words?: string[]
  settings?: Partial<DoubleSettings>
  environment?: Record<string, string>
}

/** The built app on the double, in a process of its own, as Electron would run it. */
export class RunningApp {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  readonly exited: Promise<number | null>
  #nextId = 1
  #browser: Promise<Browser> | undefined
  output = ''

  constructor(child: ChildProcess) {
    this.#child = child
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    child.on('message', ({ id, result, error }: ControlReply) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result as never)
      else waiting?.reject(new Error(error))
    })
    this.exited = new Promise((resolve) => {
      // Not 'exit': what it said last may still be in the pipe then.
      child.on('close', (code) => {
        for (const { reject } of this.#waiting.values())
          reject(new Error(`The app has ended.\n${this.output}`))
        this.#waiting.clear()
        resolve(code)
      })
    })
  }

  do<N extends keyof Control>(
    name: N,
    ...args: Parameters<Control[N]>
  ): Promise<Awaited<ReturnType<Control[N]>>> {
    return new Promise((resolve, reject) => {
      if (this.#child.exitCode !== null || !this.#child.connected) {
        reject(new Error(`The app has ended.\n${this.output}`))
        return
      }
      const id = this.#nextId++
      this.#waiting.set(id, { resolve, reject })
      this.#child.send({ id, name, args })
    })
  }

  /** The page of a role as Playwright sees it, once it shows its document. */
  async page(role: 'desk' | 'voice'): Promise<Page> {
    this.#browser ??= this.do('debuggingAddress').then((address) => chromium.connectOverCDP(address))
    const browser = await this.#browser
    const wanted = toBrowser(`app://ventanilla/${role}.html`)
    return until(`the ${role} page`, () =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((page) => page.url().startsWith(wanted)),
    )
  }

  /** Its id once the page is loaded: from then on its port is the page's own. */
  async windowId(role: 'desk' | 'voice'): Promise<number> {
    const found = await until(`the ${role} window`, async () => {
      const windows = await this.do('windows')
      return windows.find(({ url, loading }) => !loading && url.startsWith(`app://ventanilla/${role}.html`))
    })
    return found.id
  }

  async quit(): Promise<number | null> {
    await this.#browser?.then((browser) => browser.close())
    this.#browser = undefined
    await this.do('quit').catch(() => undefined)
    return this.exited
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}

export function launch({ appPath, userData, words, settings, environment }: Launch): RunningApp {
  const full: DoubleSettings = {
    appPath,
    packaged: false,
    locale: 'es',
    displays: [{ x: 0, y: 0, width: 1920, height: 1080 }],
    storageBackend: 'gnome_libsecret',
    encryptionAvailable: true,
    keyVersion: 1,
    chromium: findChromium() ?? '',
    ...settings,
  }
  const run = join(import.meta.dirname, 'run.ts')
  const main = join(appPath, 'out', 'main', 'electron.js')
  const child = spawn(process.execPath, [run, main, '--data', userData, ...(words ?? [])], {
    cwd: appPath,
    env: { ...process.env, ...environment, ...settingsEnvironment(full) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  return new RunningApp(child)
}

/** Asks until there is an answer; a bound of its own, so that a failure names what never came. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  limitMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
