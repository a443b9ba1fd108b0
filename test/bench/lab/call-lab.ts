import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { accountOf, lines } from '../../lab/stand/accounts.ts'
import { citizenHears } from '../../lab/stand/conversation.ts'
import { openLabDesk, type LabDesk } from '../../lab/stand/lab-desk.ts'
import { packetsToAgent } from '../../lab/stand/listen-in.ts'
import { moveDesk } from '../../lab/stand/network.ts'
import { citizenPerson, openTelephone, type Telephone } from '../../lab/stand/telephone.ts'
import { layLine, type CuttableLine } from '../../support/cuttable-line.ts'
import { waitFor } from '../../support/wait-for.ts'
import { buildBarePage } from '../bare-page/build-bare-page.ts'
import { percentile, rounded, spread } from '../figures.ts'
import type { BenchWorld } from './bench-world.ts'
import { answerToSoundMs, browserCpuPct, measureAnswers } from './measured-page.ts'

const answersEach = 20
const cuts = 20
const moves = 20
/** Long enough that one collection of garbage is not the figure, and as often on each side in turn. */
const cpu = { windows: 3, forMs: 10_000 }
/** A tenth of a second of sound. */
const soundAgain = 5

/**
 * The desk and a page of plain JsSIP on the same Asterisk in turn, each in a browser of its own: answer pressed → first
 * sound decoded, and what a call costs. Then what the bare page has no part in: how the desk outlives a cut line and
 * another network in mid-call.
 */
export async function benchCallLab({ asterisk, openBrowser }: BenchWorld): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  const cable = await layLine(asterisk.url)
  const site = await buildBarePage(join(folder, 'bare'))
  const [ours, theirs] = [await openBrowser(), await openBrowser()]
  const citizen = await openTelephone(asterisk.trunk, citizenPerson())
  try {
    const desk = await openLabDesk(
      ours,
      accountOf(lines.direct, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }),
    )
    await measureAnswers(desk.context)
    // What watches was not there when the pages loaded; whoever reloads stays signed in.
    await desk.startWork()
    await desk.page.reload()
    await desk.screen.expectState('ready')
    const bareContext = await theirs.newContext()
    await measureAnswers(bareContext)
    const bare = await bareContext.newPage()
    await bare.goto(site.url)
    await bare.evaluate((account) => window.bare.start(account), accountOf(lines.directInfo))
    const sides = { desk: () => callDesk(desk, citizen), bare: () => callBare(bare, citizen) }
    const answers = await alternate(answersEach, sides, (page) => answerToSoundMs(page))
    const costs = await alternate(cpu.windows, sides, async (page) => {
      await answerToSoundMs(page)
      return browserCpuPct(page, cpu.forMs)
    })
    // A call for each: the citizen's voice is a file, and her telephone hangs up where it ends.
    const cut = await callDesk(desk, citizen)
    const losses = await cutLines(desk, cable)
    await cut.hangUp()
    const moved = await callDesk(desk, citizen)
    const restarts = await replaceAddresses(desk, citizen, cable)
    await moved.hangUp()
    await desk.close()
    const [deskMs, bareMs] = [percentile(answers.desk, 0.5), percentile(answers.bare, 0.5)]
    const [deskCpuPct, bareCpuPct] = [percentile(costs.desk, 0.5), percentile(costs.bare, 0.5)]
    return {
      calls: { desk: answers.desk.length, bare: answers.bare.length },
      bareAnswerToAudioMs: rounded(bareMs),
      answerToAudioMs: rounded(deskMs),
      ratio: rounded(deskMs / bareMs, 3),
      socketLossRecoveryMs: spread(losses),
      iceRestartMs: spread(restarts),
      deskCpuPct: rounded(deskCpuPct),
      bareCpuPct: rounded(bareCpuPct),
      cpuRatio: rounded(deskCpuPct / bareCpuPct, 3),
    }
  } finally {
    await citizen.leave()
    await ours.close()
    await theirs.close()
    await site.close()
    await cable.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A call that is up, and how it ends. */
interface UpCall {
  readonly page: Page
  hangUp(): Promise<void>
}

/** Both sides in turn, so that whatever else the machine does meets both; the first round warms up and is not counted. */
async function alternate(
  times: number,
  sides: Record<'desk' | 'bare', () => Promise<UpCall>>,
  measure: (page: Page) => Promise<number>,
): Promise<Record<'desk' | 'bare', number[]>> {
  const measured: Record<'desk' | 'bare', number[]> = { desk: [], bare: [] }
  for (let round = 0; round < times + 1; round += 1)
    for (const side of ['bare', 'desk'] as const) {
      const call = await sides[side]()
      const value = await measure(call.page)
      await call.hangUp()
      if (round > 0) measured[side].push(value)
    }
  return measured
}

async function callDesk(desk: LabDesk, citizen: Telephone): Promise<UpCall> {
  await desk.takeCall(citizen, lines.direct)
  return { page: desk.page, hangUp: () => desk.settle() }
}

async function callBare(page: Page, citizen: Telephone): Promise<UpCall> {
  citizen.dial(lines.directInfo.number)
  await page.getByRole('button', { name: 'Responder' }).click()
  return {
    page,
    async hangUp() {
      await page.evaluate(() => window.bare.hangUp())
      await waitFor('the end on the bare page', () => page.evaluate(() => window.bare.calls.at(-1)?.ended))
    },
  }
}

/** The line cut → the desk registered again, ms. */
async function cutLines(desk: LabDesk, cable: CuttableLine): Promise<number[]> {
  const took: number[] = []
  for (let cut = 0; cut < cuts; cut += 1) {
    const cutAt = Date.now()
    await cable.cut()
    await cable.mend()
    took.push(await desk.registeredAfterMs(cutAt))
  }
  return took
}

/** The desk's address replaced → sound again, ms. Each time in a call that has settled: both talk, the line stands. */
async function replaceAddresses(desk: LabDesk, citizen: Telephone, cable: CuttableLine): Promise<number[]> {
  const took: number[] = []
  await citizenHears(citizen, 'voice')
  for (let move = 0; move < moves; move += 1) {
    moveDesk()
    cable.forget()
    const movedAt = performance.now()
    const before = await packetsToAgent(desk.page)
    await waitFor(
      'the sound to be back',
      async () => (await packetsToAgent(desk.page)) >= before + soundAgain,
    )
    took.push(performance.now() - movedAt)
    await citizenHears(citizen, 'voice')
    await waitFor('the line to be back', async () => (await desk.registration()).state === 'registered')
  }
  return took
}
