import { chromium, expect, type Page } from '@playwright/test'
import type { CityId } from '../../shared/domain/basics.ts'
import type { Desk } from '../../shared/wire.ts'
import { unattendedFlags } from './browser-flags.ts'
import { connectDriver } from './connect-driver.ts'
import { deskScreen, type DeskScreen } from './desk-screen.ts'
import { driveCall, recover, type DrivenCall } from './drive-call.ts'
import { readBackend } from './read-backend.ts'
import { makeReport, type DriveReport } from './report.ts'
import { startHost } from './start-host.ts'

export interface DriveOptions {
  executable: string
  calls: number
  city: CityId
  headless: boolean
}

/** The main job without a person, on the real host, the real pages and a real browser. */
export async function drive(
  wanted: DriveOptions,
  dataFolder: string,
  say: (line: string) => void,
): Promise<DriveReport> {
  const host = await startHost({ city: wanted.city, dataFolder })
  const browser = await chromium.launch({
    executablePath: wanted.executable,
    headless: wanted.headless,
    args: [...unattendedFlags],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'es' })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(`page: ${error.message}`))
    await page.goto(host.url)
    const screen = deskScreen(page, page.frameLocator('iframe'))
    await screen.signIn()
    await screen.startShift()
    const desk = await connectDriver(context, host.url)

    const driven = await driveCalls(wanted.calls, screen, desk, { errors, say })
    await settled(desk).catch((cause: unknown) => errors.push(`sync: ${firstLineOf(cause)}`))
    const { calls, timings } = await desk.request('demo.report', {})
    const ours = new Set(driven.map(({ interactionId }) => interactionId))
    const cases = await desk.request('serviceRequests.list', {})
    const { agent } = await desk.request('session.get', {})
    const report = makeReport({
      wanted: wanted.calls,
      driven,
      calls,
      timings,
      deskCases: cases
        .map(({ request }) => ({
          serviceRequestId: request.serviceRequestId,
          interactionId: request.interactionId,
        }))
        .filter(({ interactionId }) => ours.has(interactionId ?? '')),
      backend: await readBackend(host.backendUrl, agent?.agentId ?? ''),
      heapMb: await heapOf(page),
      errors,
    })
    desk.close()
    return report
  } finally {
    await browser.close()
    await host.stop()
  }
}

async function driveCalls(
  count: number,
  screen: DeskScreen,
  desk: Desk,
  tell: { errors: string[]; say: (line: string) => void },
): Promise<DrivenCall[]> {
  const citizens = await desk.request('demo.citizens', {})
  const driven: DrivenCall[] = []
  for (let index = 0; index < count; index += 1) {
    const citizen = citizens[index % citizens.length]
    if (!citizen) throw new Error('Nobody lives in this city.')
    tell.say(`Call ${index + 1} of ${count}: ${citizen.name}, ${citizen.reason}`)
    try {
      driven.push(await driveCall(screen, desk, citizen.key))
    } catch (cause) {
      tell.errors.push(`call ${index + 1} (${citizen.key}): ${firstLineOf(cause)}`)
      await recover(desk)
    }
  }
  return driven
}

/** Everything went up and came back with the unit's receipt. */
async function settled(desk: Desk): Promise<void> {
  const open = async (): Promise<number> => {
    const { pending } = await desk.request('sync.get', {})
    const cases = await desk.request('serviceRequests.list', {})
    return pending + cases.filter(({ delivery }) => delivery !== 'received').length
  }
  await expect.poll(open, { timeout: 30_000, intervals: [200], message: 'cases still on their way' }).toBe(0)
}

/** Used after collection, both pages together: they share one process. Megabytes. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return Math.round((usedSize / 1_000_000) * 10) / 10
}

function firstLineOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
}
