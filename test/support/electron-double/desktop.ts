import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { readSettings } from './settings.ts'
import type { Rectangle } from './types.ts'

/** Everything the app showed outside its windows, for tests to read. */
export const shown = {
  notifications: [] as Notification[],
  trays: [] as Tray[],
  dialogs: [] as { kind: string; title: string; text: string; buttons: string[] }[],
}

/** What the next message box answers: the index of the button a person would press. */
export const answers: number[] = []

export class Notification extends EventEmitter {
  readonly options: Record<string, unknown>
  visible = false

  constructor(options: Record<string, unknown>) {
    super()
    app.requireReady('Notification')
    this.options = options
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    this.visible = true
    shown.notifications.push(this)
  }
}

export interface MenuItem {
  label?: string
  enabled?: boolean
  role?: string
  type?: string
  submenu?: MenuItem[]
  click?: () => void
}

export class Menu {
  readonly items: MenuItem[]

  constructor(items: MenuItem[]) {
    this.items = items
  }

  static buildFromTemplate(template: MenuItem[]): Menu {
    return new Menu(template)
  }

  static setApplicationMenu(_menu: Menu | null): void {}
}

interface NativeImage {
  readonly bitmap: Buffer
}

/** One for the whole double: what was copied last. */
export const clipboard = {
  text: '',
  writeText: (text: string) => void (clipboard.text = text),
  readText: () => clipboard.text,
  clear: () => void (clipboard.text = ''),
}

export const shell = {
  /** Addresses that were shown in the system's browser. */
  opened: [] as string[],
  openExternal(address: string): Promise<void> {
    shell.opened.push(address)
    return Promise.resolve()
  },
}

export const nativeImage = {
  createFromBitmap(bitmap: Buffer, { width, height }: { width: number; height: number }): NativeImage {
    if (bitmap.length !== width * height * 4) throw new Error('Buffer size does not match')
    return { bitmap }
  },
}

export class Tray extends EventEmitter {
  image: NativeImage
  toolTip = ''
  menu = new Menu([])

  constructor(image: NativeImage) {
    super()
    app.requireReady('Tray')
    this.image = image
    shown.trays.push(this)
  }

  setImage(image: NativeImage): void {
    this.image = image
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
  }

  setContextMenu(menu: Menu): void {
    this.menu = menu
  }
}

export const dialog = {
  showErrorBox(title: string, text: string): void {
    shown.dialogs.push({ kind: 'error', title, text, buttons: [] })
    process.stderr.write(`[dialog] ${title}\n${text}\n`)
  },
  showMessageBox(
    _window: object,
    { message, detail, buttons }: { message: string; detail?: string; buttons: string[] },
  ): Promise<{ response: number }> {
    shown.dialogs.push({ kind: 'message', title: message, text: detail ?? '', buttons })
    return Promise.resolve({ response: answers.shift() ?? 0 })
  },
}

export const powerMonitor = new EventEmitter()

const displays = (): { id: number; workArea: Rectangle }[] => {
  app.requireReady('screen')
  return readSettings().displays.map((workArea, index) => ({ id: index + 1, workArea }))
}

export const screen = {
  getAllDisplays: displays,
  getPrimaryDisplay: (): { id: number; workArea: Rectangle } | undefined => displays()[0],
}
