import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'

/** What must be true of a page of ours in any Electron: told on the double, and on the real runtime where it is. */
export function tellPageStories(page: () => Promise<Page>): void {
  test('a page gets one port from the preload and nothing of Electron or Node', async () => {
    const desk = await page()
    const found = await desk.evaluate(() => {
      const global = window as unknown as Record<string, object | undefined>
      return {
        port: Object.keys(global['deskPort'] ?? {}),
        leaked: ['require', 'process', 'ipcRenderer', 'electron', 'module'].filter((name) => name in global),
      }
    })
    expect(found.port.toSorted()).toEqual(['close', 'listen', 'onClose', 'post'])
    expect(found.leaked).toEqual([])
  })

  test('scripts run only from our own files, and our own pages keep the rule', async () => {
    const desk = await page()
    const complaints: string[] = []
    desk.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text())
    })
    await desk.reload()
    const policy = await desk.evaluate(async () =>
      (await fetch('/desk.html')).headers.get('content-security-policy'),
    )
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(complaints).toEqual([])

    const violated = await desk.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective))
          const script = document.createElement('script')
          script.textContent = 'document.title = "planted"'
          document.body.append(script)
        }),
    )
    expect(violated).toBe('script-src-elem')
    expect(await desk.title()).not.toBe('planted')
  })

  test('the pages are served and nothing else of the disk', async () => {
    const desk = await page()
    const statuses = await desk.evaluate(async () => {
      const paths = [
        '/desk.html',
        '/..%2fmain%2felectron.js',
        '/%2e%2e%5cmain%5celectron.js',
        '/none.html',
        '/%',
      ]
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([200, 404, 404, 404, 404])
    expect(await desk.evaluate(async () => (await fetch('/desk.html', { method: 'POST' })).status)).toBe(404)
  })
}
