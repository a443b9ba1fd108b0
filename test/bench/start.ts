import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext } from '@playwright/test'
import { root } from '../../scripts/ensure.mjs'
import { startHost } from '../../src/demo/drive/start-host.ts'
import { percentile, rounded } from './figures.ts'
import { openChromium } from './open-chromium.ts'
import { serveFolder } from './serve-folder.ts'
import { temporaryProfile } from './temporary-profile.ts'

const pairs = 15

/**
 * The desk page to its first usable screen against a page with one button, each in a fresh, empty cache of the
 * same Chromium, in turn. Both marks are set when the control has been painted.
 */
export async function benchStart(): Promise<Record<string, unknown>> {
  const profile = temporaryProfile()
  const blank = await serveBlank(join(profile.folder, 'blank'))
  const host = await startHost({ city: 'quito', dataFolder: profile.folder })
  const browser = await openChromium()
  try {
    const origin = new URL(host.url).origin
    const cookies = await letIn(browser, host.url)
    const blankMs: number[] = []
    const deskMs: number[] = []
    let scripts: string[] = []
    for (let pair = 0; pair < pairs + 1; pair++) {
      const bare = await timeTo(browser, blank.url, [])
      const desk = await timeTo(browser, `${origin}/desk.html`, cookies)
      // The first pair starts Chromium's own processes; it is not counted on either side.
      if (pair === 0) continue
      blankMs.push(bare.ms)
      deskMs.push(desk.ms)
      scripts = desk.scripts
    }
    const blankMedian = percentile(blankMs, 0.5)
    const deskMedian = percentile(deskMs, 0.5)
    return {
      pairs,
      blankMs: rounded(blankMedian),
      deskMs: rounded(deskMedian),
      ratio: rounded(deskMedian / blankMedian, 2),
      jsGzipKb: rounded(scripts.reduce((sum, path) => sum + gzippedKb(path), 0)),
    }
  } finally {
    await browser.close()
    await blank.close()
    await host.stop()
    profile.remove()
  }
}

async function serveBlank(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="es"><meta charset="utf-8"><title>Blank</title><button>Entrar</button>
<script type="module">requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('desk-interactive')))</script></html>`,
  )
  return serveFolder(folder)
}

async function letIn(browser: Browser, url: string): Promise<Awaited<ReturnType<BrowserContext['cookies']>>> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

async function timeTo(
  browser: Browser,
  url: string,
  cookies: Awaited<ReturnType<BrowserContext['cookies']>>,
): Promise<{ ms: number; scripts: string[] }> {
  const context = await browser.newContext()
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(url)
  const measured = await page.evaluate(async () => {
    const mark = await new Promise<PerformanceEntry>((resolve) => {
      new PerformanceObserver((list) => {
        const [found] = list.getEntriesByName('desk-interactive')
        if (found) resolve(found)
      }).observe({ type: 'mark', buffered: true })
    })
    const loaded = performance
      .getEntriesByType('resource')
      .filter((entry) => entry.startTime <= mark.startTime)
    return {
      ms: mark.startTime,
      scripts: loaded.map((entry) => entry.name).filter((name) => name.endsWith('.js')),
    }
  })
  await context.close()
  return measured
}

function gzippedKb(address: string): number {
  return gzipSync(readFileSync(join(root, 'out', 'renderer', new URL(address).pathname))).length / 1000
}
