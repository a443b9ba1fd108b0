import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from '@playwright/test'
import { connectDriver } from '../../src/demo/drive/connect-driver.ts'
import { deskScreen, type DeskScreen } from '../../src/demo/drive/desk-screen.ts'
import { startHost, type RunningHost } from '../../src/demo/drive/start-host.ts'
import type { CityId } from '../../src/shared/domain/basics.ts'
import type { Desk } from '../../src/shared/wire.ts'

/** One real browser host with its window, for all the tests of a file. */
export interface RunningDesk {
  readonly context: BrowserContext
  readonly page: Page
  /** The desk page inside the voice page. */
  readonly frame: FrameLocator
  readonly screen: DeskScreen
  readonly core: Desk & { close(): void }
  readonly host: RunningHost
  readonly dataFolder: string
  close(): Promise<void>
}

export interface WantedDesk {
  city?: CityId
  /** Without one the demo city starts. */
  policyFile?: string
  /** Options of `npm start --` beside the usual ones. */
  options?: readonly string[]
  context?: BrowserContextOptions
  /** What happens to the pages before they load, such as a microphone that is refused. */
  prepare?: (context: BrowserContext) => Promise<unknown>
}

export async function openDesk(browser: Browser, wanted: WantedDesk = {}): Promise<RunningDesk> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'ventanilla-e2e-'))
  const host = await startHost({
    city: wanted.city ?? 'quito',
    dataFolder,
    ...(wanted.options && { options: wanted.options }),
    ...(wanted.policyFile !== undefined && { environment: { VENTANILLA_POLICY: wanted.policyFile } }),
  })
  const context = await browser.newContext(wanted.context)
  await wanted.prepare?.(context)
  const page = await context.newPage()
  await page.goto(host.url)
  const core = await connectDriver(context, host.url)
  const frame = page.frameLocator('iframe')
  return {
    context,
    page,
    frame,
    screen: deskScreen(page, frame),
    core,
    host,
    dataFolder,
    async close() {
      core.close()
      await context.close()
      await host.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A desk in a city of the test's own, its agent signed in and at work. */
export async function openShift(browser: Browser, city: { policyFile: string }): Promise<RunningDesk> {
  const desk = await openDesk(browser, { policyFile: city.policyFile })
  await desk.screen.signIn()
  await desk.screen.startShift()
  return desk
}
