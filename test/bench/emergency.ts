import type { Page } from '@playwright/test'

/** From the key to the painted card (two animation frames) on the desk's page, ms; `look` sees it before it is closed. */
export async function timeEmergency(
  page: Page,
  look: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const frame = page.frames().find((each) => each !== page.mainFrame())
  if (!frame) throw new Error('The desk is not on this page.')
  await frame.evaluate(() => {
    window.addEventListener(
      'keydown',
      (event) => {
        const painted = () => {
          if (!document.querySelector('[data-testid="emergency-card"]')) return requestAnimationFrame(painted)
          return requestAnimationFrame(() => {
            document.body.dataset['emergencyMs'] = String(performance.now() - event.timeStamp)
          })
        }
        painted()
      },
      { once: true, capture: true },
    )
  })
  await frame.locator('body').press('Control+Shift+E')
  const told = frame.locator('body[data-emergency-ms]')
  const ms = Number(await told.getAttribute('data-emergency-ms'))
  await look()
  await frame.locator('body').press('Escape')
  await frame.evaluate(() => void delete document.body.dataset['emergencyMs'])
  return ms
}
