import { join } from 'node:path'
import type { DatabaseChoice } from '../../src/backend/database/open.ts'
import { wholeCity } from '../support/backend/whole-city.ts'
import { badNetwork, type BadNetwork, type Fault } from './bad-network.ts'
import { chance } from './chance.ts'
import { startCityChild, type CityChild } from './city-child.ts'
import { compare, readBackend, readDesk, type Comparison } from './compare.ts'
import { watchDeliveries } from './delivery-order.ts'
import { numberIn } from './desk-words.ts'
import { killablePair, type KillablePair } from './killable-pair.ts'
import {
  compareWithCity,
  readDeliveries,
  stillOnTheWay,
  whatWaits,
  writeOpen311File,
} from './second-destination.ts'

export interface ChaosOptions {
  cases: number
  kills: number
  seed: number
  /** Heard now and then, so that whoever watches sees it move. */
  progress: (text: string) => void
}

/** Both destinations counted together: our own house and the Open311 server that cases go on to. */
export interface ChaosReport extends Comparison {
  created: number
  kills: number
  killsOf: { desk: number; backend: number }
  inOrderPerCase: boolean
  /** The desk's log of who saw what came whole, through every kill: each entry once, sealed with the one before. */
  chainValid: boolean
  /** Commands that wait or were refused when all was healed: none may. */
  unsent: number
  rejected: string[]
  answers: number
  spoiled: Record<Fault, number>
  cuts: number
  destinations: { own: Comparison; open311: Comparison }
  database: 'postgresql' | 'pglite'
  seconds: number
  seed: number
  /** Only where something is wrong: what the processes said last. */
  troubles?: string[]
}

const spoiledShare = 0.3
/** Some kills come when the last case is filed and still on its way. */
const killsWhileFiling = 0.9
/** A kill does not wait longer than this for the next case. */
const nextKillWithinMs = 3_000
const finishWithinMs = 180_000
/** The last case that nobody knew of: its sender's lease, a slow city's minute, and a back-off or two. */
const deliverWithinMs = 420_000
const lookEveryMs = 1_000

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const startedAt = performance.now()
  const city = await wholeCity()
  const network = await badNetwork(chance(options.seed, 'answers'), spoiledShare, { repeatsPosts: true })
  // Between our backend and the other house it is as bad.
  const beyond = await badNetwork(chance(options.seed, 'answers of the city'), spoiledShare, {
    repeatsPosts: false,
  })
  const other = await startCityChild()
  beyond.backendAt(other.url)
  const dataFolder = join(city.folder, 'desk')
  const order = watchDeliveries()
  const filed = new Map<number, string>()
  let pair: KillablePair | undefined
  try {
    const { agentId, password } = city
    const backend = { ...city.backend, open311File: await writeOpen311File(city.folder, beyond.url) }
    const desk = { dataFolder, backendUrl: network.url, agentId, password }
    pair = killablePair({ desk, backend }, network, (word) => {
      if (word.kind === 'taken') filed.set(word.number, word.serviceRequestId)
      if (word.kind === 'seen') order.seen(word.serviceRequestId, word.delivery)
    })
    const happened = await turmoil(options, pair, [network, beyond], filed)
    for (const each of [network, beyond]) {
      each.heal()
      each.restore()
    }
    const onTheWay = await delivered(filed, other, backend.database, options.progress)
    const { pending, rejected } = await pair.finish(finishWithinMs)
    const troubles = pair.troubles()
    await pair.close()
    const held = await readDesk(dataFolder)
    const kept = await readBackend(backend.database)
    const own = compare(filed, kept, held)
    const deliveries = await readDeliveries(backend.database)
    const open311 = compareWithCity(filed, await other.holds(), deliveries)
    const report: ChaosReport = {
      created: filed.size,
      ...happened,
      lost: own.lost + open311.lost,
      duplicated: own.duplicated + open311.duplicated,
      different: own.different + open311.different,
      inOrderPerCase: order.wentBack.length === 0,
      chainValid: kept.chainValid && kept.accessLogs > 0,
      unsent: Math.max(pending, held.unsent) + onTheWay,
      rejected,
      ...network.counted(),
      destinations: { own, open311 },
      database: city.database,
      seconds: Math.round((performance.now() - startedAt) / 1000),
      seed: options.seed,
    }
    return isSound(report) ? report : { ...report, troubles: [...order.wentBack.slice(0, 10), ...troubles] }
  } finally {
    await pair?.close()
    await network.close()
    await beyond.close()
    await other.close()
    await city.close()
  }
}

/** Until the other house has every case and the backend knows it. Returns how many it gave up waiting for. */
async function delivered(
  filed: ReadonlyMap<number, string>,
  other: CityChild,
  database: DatabaseChoice,
  progress: (text: string) => void,
): Promise<number> {
  const latest = performance.now() + deliverWithinMs
  for (let looked = 0; ; looked++) {
    const there = new Set(
      (await other.holds()).map(({ description }) => numberIn(description.split('\n')[0] ?? '')),
    )
    const missing = [...filed.keys()].filter((number) => !there.has(number)).length
    const waiting = missing === 0 ? await stillOnTheWay(database) : missing
    if (waiting === 0 || performance.now() > latest) return waiting
    if (looked % 30 === 0)
      progress(`${waiting} cases on their way to the other house: ${await whatWaits(database)}`)
    await new Promise((resume) => setTimeout(resume, lookEveryMs))
  }
}

export function isSound(report: ChaosReport): boolean {
  const wrong = report.lost + report.duplicated + report.different + report.unsent + report.rejected.length
  return wrong === 0 && report.inOrderPerCase && report.chainValid
}

/** Cases are filed, processes die and the network comes and goes, each by its own stream of chance. */
async function turmoil(
  { cases, kills, seed, progress }: ChaosOptions,
  pair: KillablePair,
  networks: readonly BadNetwork[],
  filed: ReadonlyMap<number, string>,
): Promise<Pick<ChaosReport, 'kills' | 'killsOf' | 'cuts'>> {
  const killsOf = { desk: 0, backend: 0 }
  let cuts = 0
  let over = false
  const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms))

  async function file(): Promise<void> {
    for (let number = 1; number <= cases; number++) {
      await pair.take(number)
      if (number % 100 === 0) progress(`${number} cases, ${killsOf.desk + killsOf.backend} kills`)
    }
  }

  async function kill(): Promise<void> {
    const random = chance(seed, 'kills')
    for (let index = 0; index < kills; index++) {
      const victim = random.oneOf(['desk', 'backend'] as const)
      const [waitMs, downMs] = [random.below(400), random.below(400)]
      const from = Math.floor((index * cases) / (kills * killsWhileFiling))
      const latest = performance.now() + nextKillWithinMs
      while (filed.size < from && performance.now() < latest) await pause(5)
      await pause(waitMs)
      await (victim === 'desk' ? pair.killDesk() : pair.killBackend(downMs))
      killsOf[victim]++
    }
  }

  async function cut(): Promise<void> {
    const random = chance(seed, 'cuts')
    for (;;) {
      await pause(2_000 + random.below(6_000))
      if (over) return
      for (const network of networks) network.cut()
      cuts++
      await pause(random.below(2_000))
      for (const network of networks) network.restore()
    }
  }

  const cutting = cut()
  await Promise.all([file(), kill()])
  over = true
  await cutting
  return { kills: killsOf.desk + killsOf.backend, killsOf, cuts }
}
