import type { Shell } from '../../shell.ts'
import { openInSystemBrowser } from './open-browser.ts'
import { fileSecrets } from './file-secrets.ts'

/**
 * What a host without a window of its own can offer. The pages show the card, the title and the state
 * themselves; Node can neither notify, raise a browser
 * window nor reach the clipboard, and does not pretend to.
 */
export function browserShell(dataFolder: string): Shell {
  return {
    host: 'browser',
    dataFolder,
    notify: () => undefined,
    focusWindow: () => undefined,
    openExternal: openInSystemBrowser,
    clearClipboard: () => undefined,
    showState: () => undefined,
    secrets: fileSecrets(dataFolder),
    onPower: (listener) => watchForSleep(() => listener('resume')),
  }
}

const lookEveryMs = 5_000
const sleptMs = 20_000

/** Nobody tells Node that the machine slept; a timer that comes far too late does. */
export function watchForSleep(woke: () => void): () => void {
  let lastLook = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - lastLook > sleptMs) woke()
    lastLook = now
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
