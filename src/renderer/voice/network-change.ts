/** A browser tells a change of network by a dozen events at once: one is enough in this time, ms. */
const togetherMs = 500

/**
 * Another network, or one again. Chromium's `navigator.connection` also changes when only its guess of the speed does:
 * whoever is told must ask first whether anything is wrong.
 */
export function onNetworkChange(changed: () => void): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      changed()
    }, togetherMs)
  }
  window.addEventListener('online', changed)
  const { connection } = navigator as Navigator & { connection?: EventTarget }
  connection?.addEventListener('change', tell)
}
