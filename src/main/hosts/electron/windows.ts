import { app, BrowserWindow, type WebContents } from 'electron'
import type { PageRole } from '../../../shared/serve.ts'
import type { Log } from '../../shell.ts'
import { pageAddress } from './pages.ts'
import { smallestWindow, type WindowState } from './window-state.ts'

export interface Windows {
  readonly desk: BrowserWindow
  readonly roleOf: (contents: WebContents) => PageRole | undefined
  /** To the front from wherever it is: minimized, hidden, behind. */
  readonly focusDesk: () => void
  readonly load: () => Promise<void>
}

/** More crashes than this within a minute: something is broken that a reload does not mend, so it waits. */
const quickReloads = 3
const calmDownMs = 10_000

/** The window that is seen and the hidden one that talks; a crash of either is followed by its reload alone. */
export function makeWindows(preload: string, place: WindowState, log: Log): Windows {
  const desk = new BrowserWindow({
    x: place.x,
    y: place.y,
    width: place.width,
    height: place.height,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Ventanilla',
    show: false,
    autoHideMenuBar: true,
    webPreferences: securePreferences(preload),
  })
  if (place.maximized) desk.maximize()
  desk.once('ready-to-show', () => desk.show())
  const voice = new BrowserWindow({
    title: 'Ventanilla (voz)',
    show: false,
    skipTaskbar: true,
    webPreferences: { ...securePreferences(preload), backgroundThrottling: false },
  })
  const pages = [
    { role: 'voice', window: voice },
    { role: 'desk', window: desk },
  ] as const
  for (const { role, window } of pages) reloadAfterCrash(window, role, log)

  return {
    desk,
    roleOf: (contents) =>
      pages.find(({ window }) => !window.isDestroyed() && window.webContents === contents)?.role,
    focusDesk() {
      if (desk.isDestroyed()) return
      if (desk.isMinimized()) desk.restore()
      desk.show()
      desk.moveTop()
      desk.focus()
    },
    async load() {
      await Promise.all(pages.map(({ role, window }) => window.loadURL(pageAddress(role))))
    },
  }
}

function securePreferences(preload: string): Electron.WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    devTools: !app.isPackaged,
    spellcheck: false,
  }
}

function reloadAfterCrash(window: BrowserWindow, role: PageRole, log: Log): void {
  const crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const now = Date.now()
    crashes.push(now)
    const recent = crashes.filter((at) => at > now - 60_000).length
    const waitMs = recent > quickReloads ? calmDownMs : 0
    log.error('A page went away and is loaded again.', { role, reason, exitCode, waitMs })
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, waitMs)
  })
}
