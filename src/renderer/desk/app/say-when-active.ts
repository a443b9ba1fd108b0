import type { DeskLink } from './link.ts'

/** Often enough for a lock of five minutes, and rare enough to cost nothing. */
const sayEveryMs = 15_000

/** Tells the core that a hand is on the desk and that something was copied, never what. Returns how to stop. */
export function sayWhenActive(link: DeskLink): () => void {
  let saidAt = -Infinity
  const tell = (method: 'lock.active' | 'privacy.copied') =>
    void link.request(method, {}).catch(() => undefined)
  const active = () => {
    if (performance.now() - saidAt < sayEveryMs) return
    saidAt = performance.now()
    tell('lock.active')
  }
  const copied = () => tell('privacy.copied')
  const stopClearing = link.on('privacy.clearClipboard', clearClipboard)
  for (const event of ['keydown', 'pointerdown', 'wheel'] as const) window.addEventListener(event, active)
  for (const event of ['copy', 'cut'] as const) document.addEventListener(event, copied)
  return () => {
    stopClearing()
    for (const event of ['keydown', 'pointerdown', 'wheel'] as const)
      window.removeEventListener(event, active)
    for (const event of ['copy', 'cut'] as const) document.removeEventListener(event, copied)
  }
}

/** A browser lets a page at the clipboard only while it has the focus: else at the next moment it has. */
function clearClipboard(): void {
  if (document.hasFocus()) navigator.clipboard.writeText('').catch(() => undefined)
  else window.addEventListener('focus', clearClipboard, { once: true })
}
