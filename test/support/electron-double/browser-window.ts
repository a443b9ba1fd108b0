import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { preventable, type Rectangle } from './types.ts'
import { WebContents, type WebPreferences } from './web-contents.ts'

export interface WindowOptions extends Partial<Rectangle> {
  title?: string
  show?: boolean
  webPreferences?: WebPreferences
  [name: string]: unknown
}

const windows = new Set<BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly options: WindowOptions
  #bounds: Rectangle
  #visible: boolean
  #minimized = false
  #maximized = false
  #destroyed = false
  /** What happened to it, for tests: `show`, `focus`, `moveTop`, `restore`, `flashFrame`. */
  readonly history: string[] = []

  constructor(options: WindowOptions) {
    super()
    app.requireReady('BrowserWindow')
    this.options = options
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.#visible = options.show ?? true
    this.webContents = new WebContents(options.webPreferences ?? {})
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    windows.add(this)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address)
  }

  show(): void {
    this.#visible = true
    this.history.push('show')
  }

  focus(): void {
    this.history.push('focus')
  }

  moveTop(): void {
    this.history.push('moveTop')
  }

  flashFrame(flag: boolean): void {
    this.history.push(`flashFrame ${flag}`)
  }

  isVisible(): boolean {
    return this.#visible
  }

  minimize(): void {
    this.#minimized = true
  }

  restore(): void {
    this.#minimized = false
    this.history.push('restore')
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  maximize(): void {
    this.#maximized = true
    this.emit('maximize')
  }

  unmaximize(): void {
    this.#maximized = false
    this.emit('unmaximize')
  }

  isMaximized(): boolean {
    return this.#maximized
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds }
  }

  setBounds(bounds: Rectangle): void {
    this.#bounds = { ...bounds }
    this.emit('moved')
    this.emit('resized')
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  close(): void {
    const event = preventable({})
    this.emit('close', event)
    if (!event.prevented()) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.delete(this)
    this.webContents.destroy()
    this.emit('closed')
    if (windows.size > 0) return
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
    else app.quit()
  }
}

app.closeWindows = () => {
  for (const window of windows) window.close()
  return windows.size === 0
}
