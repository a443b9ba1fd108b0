import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeBrowser } from './browser.ts'
import { announceSecond, takeLock } from './instance-lock.ts'
import { readSettings, switches } from './settings.ts'
import { preventable } from './types.ts'

const settings = readSettings()
const paths = new Map([['userData', join(tmpdir(), `electron-double-${process.pid}`)]])

class App extends EventEmitter {
  readonly isPackaged = settings.packaged
  #ready = false
  readonly #readiness = Promise.withResolvers<void>()
  #quitting = false
  /** Set by `BrowserWindow`, which `app` must not import: windows need the app first. */
  closeWindows: () => boolean = () => true

  readonly commandLine = {
    appendSwitch: (name: string, value = ''): void => {
      this.requireNotReady('appendSwitch')
      switches.set(name, value)
    },
  }

  isReady(): boolean {
    return this.#ready
  }

  whenReady(): Promise<void> {
    return this.#readiness.promise
  }

  becomeReady(): void {
    this.#ready = true
    this.emit('ready')
    this.#readiness.resolve()
  }

  requireReady(what: string): void {
    if (!this.#ready) throw new Error(`${what} cannot be used before the app is ready`)
  }

  requireNotReady(what: string): void {
    if (this.#ready) throw new Error(`${what} must be called before the app is ready`)
  }

  getPath(name: string): string {
    const path = paths.get(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Path ${path} does not exist`)
    paths.set(name, path)
  }

  getAppPath(): string {
    return settings.appPath
  }

  getLocale(): string {
    return this.#ready ? settings.locale : ''
  }

  setAppUserModelId(_id: string): void {}

  requestSingleInstanceLock(): boolean {
    if (takeLock(this.getPath('userData'), (argv) => this.emit('second-instance', preventable({}), argv, '')))
      return true
    announceSecond(this.getPath('userData'), process.argv)
    return false
  }

  quit(): void {
    if (this.#quitting) return
    const event = preventable({})
    this.emit('before-quit', event)
    if (event.prevented()) return
    this.#quitting = true
    if (this.closeWindows()) this.exit(0)
    else this.#quitting = false
  }

  exit(code = 0): void {
    this.emit('quit', {}, code)
    void closeBrowser().finally(() => process.exit(code))
  }
}

export const app = new App()
process.on('SIGTERM', () => app.quit())
process.on('SIGINT', () => app.quit())
