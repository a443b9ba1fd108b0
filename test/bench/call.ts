import { mkdirSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Page } from '@playwright/test'
import { startHost } from '../../src/demo/drive/start-host.ts'
import { openCache } from '../../src/main/db/open.ts'
import { createCacheRows } from '../../src/main/db/rows.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import { Session, paths } from '../../src/shared/backend-api.ts'
import type { Presence } from '../../src/shared/domain/agent.ts'
import type { CallTiming } from '../../src/shared/contract.ts'
import type { Desk } from '../../src/shared/wire.ts'
import { waitFor } from '../support/wait-for.ts'
import type { BareCall } from './bare-page/bare.ts'
import { buildBarePage } from './bare-page/build-bare-page.ts'
import { endDemoCall, openDemoDesk, takeDemoCall, talkativeCitizen, type DemoDesk } from './demo-desk.ts'
import { timeEmergency } from './emergency.ts'
import { percentile, rounded, spread } from './figures.ts'
import { openChromium } from './open-chromium.ts'
import { temporaryProfile } from './temporary-profile.ts'

const callsEach = 30
const citizens = 100_000
const ready: Presence = { kind: 'ready' }
const away: Presence = { kind: 'not-ready', reason: 202 }

/**
 * The same exchange calls a bare JsSIP page and our desk in turn. Measured alike in both: INVITE at the page →
 * painted (two animation frames), answer pressed → first sound decoded (energy of the samples).
 */
export async function benchCall(): Promise<Record<string, unknown>> {
  const profile = temporaryProfile()
  await fillCache(profile.cache)
  const host = await startHost({ city: 'quito', dataFolder: profile.folder })
  const bareSite = await buildBarePage(join(profile.folder, 'bare'))
  const browser = await openChromium()
  try {
    const desk = await openDemoDesk(await browser.newPage(), host.url)
    const bare = await openBare(await browser.newPage(), bareSite.url, host.backendUrl)
    const barePops: number[] = []
    const bareAnswers: number[] = []
    const emergencies: number[] = []
    for (let round = 0; round < callsEach + 1; round++) {
      const bareCall = await callBare(bare, desk.control)
      const emergencyMs = await callDesk(desk)
      // The first call of each page opens files and compiles code; it is not counted on either side.
      if (round === 0) continue
      emergencies.push(emergencyMs)
      barePops.push((bareCall.paintedMs ?? Number.NaN) - bareCall.inviteMs)
      bareAnswers.push((bareCall.firstAudioMs ?? Number.NaN) - (bareCall.pressedMs ?? Number.NaN))
    }
    const { timings } = await desk.control.request('demo.report', {})
    return {
      ...figures(barePops, bareAnswers, timings.slice(1)),
      emergencyMs: spread(emergencies),
    }
  } finally {
    await browser.close()
    await bareSite.close()
    await host.stop()
    profile.remove()
  }
}

function figures(barePops: number[], bareAnswers: number[], timings: CallTiming[]): Record<string, unknown> {
  const pops = timings.map((call) => (call.paintedMs ?? Number.NaN) - call.inviteMs)
  const answers = timings.map(
    (call) => (call.firstAudioMs ?? Number.NaN) - (call.answerPressedMs ?? Number.NaN),
  )
  return {
    calls: { bare: barePops.length, desk: pops.length },
    citizensInCache: citizens,
    barePopMs: spread(barePops),
    popMs: spread(pops),
    bareAnswerToAudioMs: spread(bareAnswers),
    answerToAudioMs: spread(answers),
    popOverheadMs: rounded(percentile(pops, 0.95) - percentile(barePops, 0.95)),
    answerRatio: rounded(percentile(answers, 0.5) / percentile(bareAnswers, 0.5), 3),
  }
}

/** A cache as full as a large city's, written before the desk starts. */
async function fillCache(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const key = randomBytes(32)
  await fileSecrets(folder).write('cache-key', key.toString('base64'))
  const { db } = openCache(join(folder, 'cache.db'), key, Date.now)
  const rows = createCacheRows(db)
  // As in a city whose window is longer than a day: nobody has left this desk yet.
  const seenAt = new Date().toISOString()
  rows.together(() => {
    for (let index = 0; index < citizens; index++)
      rows.citizens.put(
        {
          citizenId: `01K${String(index).padStart(23, '0')}`,
          name: `Persona ${index}`,
          phones: [`+5939${String(80_000_000 + index)}`],
          updatedAt: '2026-11-01T00:00:00Z',
        },
        seenAt,
      )
  })
  db.close()
}

interface BarePage {
  page: Page
  become(presence: Presence): Promise<void>
}

async function openBare(page: Page, url: string, backendUrl: string): Promise<BarePage> {
  const city = (await (await fetch(new URL(paths.city, backendUrl))).json()) as {
    agents: { agentId: string }[]
  }
  const send = (method: string, path: string, body: unknown, token?: string) =>
    fetch(new URL(path, backendUrl), {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
  const answer = await send('POST', paths.session, { agentId: city.agents[1]?.agentId })
  const session = Session.parse(await answer.json())
  await page.goto(url)
  await page.evaluate((account) => window.bare.start(account), session.softphone)
  return {
    page,
    become: async (presence) => void (await send('PUT', paths.presence, { presence }, session.token)),
  }
}

async function callBare(bare: BarePage, control: Desk): Promise<BareCall> {
  await control.request('agent.setPresence', { presence: away })
  await bare.become(ready)
  await control.request('demo.callMe', { key: await talkativeCitizen(control) })
  await bare.page.getByRole('button', { name: 'Responder' }).click()
  const last = () => bare.page.evaluate(() => window.bare.calls.at(-1))
  await waitFor('the citizen’s voice on the bare page', async () => (await last())?.firstAudioMs)
  await bare.become(away)
  await bare.page.evaluate(() => window.bare.hangUp())
  return waitFor('the end on the bare page', async () => {
    const call = await last()
    return call?.ended ? call : undefined
  })
}

/** Answers how long the emergency card took, pressed in mid-call. */
async function callDesk(desk: DemoDesk): Promise<number> {
  await takeDemoCall(desk)
  const emergencyMs = await timeEmergency(desk.page)
  await endDemoCall(desk)
  return emergencyMs
}
