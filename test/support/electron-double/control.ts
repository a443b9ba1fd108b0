import { app } from './app.ts'
import { debuggingAddress } from './browser.ts'
import { BrowserWindow } from './browser-window.ts'
import { answers, powerMonitor, shown } from './desktop.ts'
import { ipcMain } from './ipc-main.ts'
import { originOf } from './web-contents.ts'
import { session } from './session.ts'
import type { Rectangle } from './types.ts'

/** What a test may do to the app or ask of it; each is one line so that the list stays a vocabulary. */
export const control = {
  debuggingAddress: () => debuggingAddress(),
  windows: () =>
    BrowserWindow.getAllWindows().map((window) => ({
      id: window.webContents.id,
      url: window.webContents.getURL(),
      loading: window.webContents.isLoading(),
      options: window.options,
      history: window.history,
      visible: window.isVisible(),
      bounds: window.getNormalBounds(),
      opened: window.webContents.openedWindows,
    })),
  notifications: () => shown.notifications.map(({ options }) => options),
  clickNotification: (index: number) => void shown.notifications[index]?.emit('click'),
  trays: () =>
    shown.trays.map(({ toolTip, menu, image }) => ({
      toolTip,
      labels: menu.items.map(({ label }) => label ?? ''),
      painted: image.bitmap.some((byte) => byte !== 0),
    })),
  /** Presses the item of the tray's menu that carries this label. */
  pressTray: (label: string) =>
    shown.trays
      .at(-1)
      ?.menu.items.find((item) => item.label === label && item.enabled !== false)
      ?.click?.(),
  dialogs: () => shown.dialogs,
  /** The button that the next message box gets pressed. */
  willAnswer: (button: number) => void answers.push(button),
  power: (event: 'resume' | 'suspend' | 'lock-screen' | 'unlock-screen') => void powerMonitor.emit(event),
  crash: (id: number) => windowOf(id).webContents.crash(),
  minimize: (id: number) => windowOf(id).minimize(),
  setBounds: (id: number, bounds: Rectangle) => windowOf(id).setBounds(bounds),
  closeWindow: (id: number) => windowOf(id).close(),
  quit: () => app.quit(),
  /** A window that is none of ours, with our preload: what a planted page would be. */
  async openForeign(url: string, preload: string) {
    const window = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } })
    await window.loadURL(url)
    return window.webContents.id
  },
  sent: (id: number) => windowOf(id).webContents.sent,
  evaluate: async (id: number, expression: string): Promise<unknown> =>
    (await windowOf(id).webContents.page()).evaluate(expression),
  mayUse: (id: number, permission: string, requestingUrl: string) => {
    const asker = { requestingUrl, isMainFrame: true, securityOrigin: originOf(requestingUrl) }
    return session.check(windowOf(id).webContents, permission, asker)
  },
  isGranted: (id: number, permission: string, requestingUrl: string, isMainFrame: boolean) =>
    session.request(windowOf(id).webContents, permission, {
      requestingUrl,
      isMainFrame,
      securityOrigin: originOf(requestingUrl),
    }),
  mayUseDevice: (deviceType: string, origin: string) => session.device(deviceType, origin),
  /** A message that claims a frame: `parent` says that it is embedded. */
  sendAs: (id: number, frame: { url: string; parent: boolean } | null, envelope: unknown) => {
    const sender = windowOf(id).webContents
    const senderFrame = frame && {
      url: frame.url,
      parent: frame.parent ? { url: sender.getURL(), parent: null } : null,
    }
    ipcMain.emit('desk-port', { sender, senderFrame }, envelope)
  },
  /** Asks the core as the page of this window would, over a port of its own that replaces the page's. */
  request(id: number, method: string, input: unknown): Promise<unknown> {
    const sender = windowOf(id).webContents
    const senderFrame = { url: sender.getURL(), parent: null }
    const requestId = nextRequest++
    const say = (envelope: object): void => {
      ipcMain.emit('desk-port', { sender, senderFrame }, { port: `test ${requestId}`, ...envelope })
    }
    say({ kind: 'open' })
    return new Promise((resolve) => {
      const hear = (_channel: string, { message }: { message?: { id?: number } }): void => {
        if (message?.id !== requestId) return
        sender.off('double-sent', hear)
        resolve(message)
      }
      sender.on('double-sent', hear)
      say({ kind: 'message', message: { kind: 'request', id: requestId, method, input } })
    })
  },
}

let nextRequest = 1

export type Control = typeof control
export type ControlCall = { id: number; name: keyof Control; args: unknown[] }
export type ControlReply = { id: number; result?: unknown; error?: string }

/** Electron is ready only after the main module has run: what must come before `ready` has had its chance. */
export async function beReady(): Promise<void> {
  app.becomeReady()
  await app.whenReady()
}

export function listenToTest(): void {
  const reply = (message: ControlReply): void => void process.send?.(message)
  process.on('message', ({ id, name, args }: ControlCall) => {
    const run = control[name] as (...args: unknown[]) => unknown
    void Promise.resolve()
      .then(() => run(...args))
      .then(
        (result) => reply({ id, result }),
        (error: unknown) => reply({ id, error: String(error) }),
      )
  })
}

function windowOf(id: number): BrowserWindow {
  const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.id === id)
  if (!window) throw new Error(`No window ${id}.`)
  return window
}
