import type { Page } from '@playwright/test'

/** What the page really holds, MB: after everything that nobody needs has been collected. */
export async function heldMb(page: Page): Promise<number> {
  const devTools = await page.context().newCDPSession(page)
  // What waits for a finaliser is only free in the next round.
  for (let round = 0; round < 3; round += 1) await devTools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devTools.send('Runtime.getHeapUsage')
  await devTools.detach()
  return usedSize / 1_000_000
}
