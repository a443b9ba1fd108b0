import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from '../../../../scripts/find-chromium.mjs'

export interface OpenedBrowser {
  /** Calls back once, when the window was closed. */
  onClose(closed: () => void): void
  close(): void
}

/**
 * Opens the desk as a window of its own in the installed browser, with its own profile: the agent's private
 * browser, its extensions and its cookies stay out. Undefined where there is no display or no browser.
 */
export function openBrowser(wanted: { url: string; dataFolder: string }): OpenedBrowser | undefined {
  const executable = findChromium()
  if (!executable || !hasDisplay()) return undefined
  const child = spawn(
    executable,
    [
      `--app=${wanted.url}`,
      `--user-data-dir=${join(wanted.dataFolder, 'browser')}`,
      ...windowFlags,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore' },
  )
  return {
    onClose(closed) {
      child.once('exit', closed)
      child.once('error', closed)
    },
    close: () => void child.kill(),
  }
}

/**
 * A telephone must ring without a click, and go on talking behind other windows. The loopback flag lets media
 * reach the demo exchange, which lives on this machine.
 */
const windowFlags = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

/** As a double click would. Without a display there is none, and the page of the desk offers the address. */
export function openInSystemBrowser(address: string): Promise<boolean> {
  if (!/^https?:/.test(address) || !hasDisplay()) return Promise.resolve(false)
  const [program, ...words] = systemOpener[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...words, address], { stdio: 'ignore', detached: true })
  child.unref()
  return new Promise((opened) => {
    child.once('error', () => opened(false))
    child.once('spawn', () => opened(true))
  })
}

const systemOpener: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}
