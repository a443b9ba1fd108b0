import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type Page } from '@playwright/test'
import { connectDriver } from '../../src/demo/drive/connect-driver.ts'
import { deskScreen, type DeskScreen } from '../../src/demo/drive/desk-screen.ts'
import { startHost, type RunningHost } from '../../src/demo/drive/start-host.ts'
import type { CityId } from '../../src/shared/domain/basics.ts'
import type { Desk } from '../../src/shared/wire.ts'

export interface OpenDesk {
  /** The voice page, with the desk page in its frame, as an agent has them. */
  readonly page: Page
  readonly screen: DeskScreen
  /** Asks the core beside the screens. */
  readonly core: Desk & { close(): void }
  readonly dataFolder: string
  readonly host: RunningHost
  /** The desk alone in a page of its own, which may crash without the voice. */
  openDeskPage(): Promise<{ page: Page; screen: DeskScreen }>
}

/** Each test has a city, a host and a browser profile of its own: no test knows what another did. */
export const deskTest = test.extend<{ desk: OpenDesk; city: CityId }>({
  city: ['quito', { option: true }],
  desk: async ({ context, city }, provide) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'ventanilla-e2e-'))
    const host = await startHost({ city, dataFolder })
    try {
      const page = await context.newPage()
      await page.goto(host.url)
      const core = await connectDriver(context, host.url)
      await provide({
        page,
        screen: deskScreen(page, page.frameLocator('iframe')),
        core,
        dataFolder,
        host,
        async openDeskPage() {
          const other = await context.newPage()
          await other.goto(new URL('/desk.html', host.url).href)
          return { page: other, screen: deskScreen(other, other) }
        },
      })
      core.close()
    } finally {
      await host.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  },
})
