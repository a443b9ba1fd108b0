import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { ulid } from 'ulid'
import { systemClock } from '../../src/backend/clock.ts'
import { openDatabase } from '../../src/backend/database/open.ts'
import { createSessions } from '../../src/backend/sign-in/sessions.ts'
import { ChangePage, PushOutcomes, paths } from '../../src/shared/backend-api.ts'
import { operatingPaths } from '../../src/shared/operating-api.ts'
import { startBackendProcess, writeExchangeFile } from '../support/backend/backend-process.ts'
import { create, serviceRequest } from '../support/backend/backend-world.ts'
import { postgresPrograms, startPostgres } from '../support/backend/postgres-server.ts'
import { writeSmallPack } from '../support/backend/small-pack.ts'
import { quietLog } from '../support/quiet-host.ts'
import { openDeskSockets, type DeskSockets, type Seat } from './desk-sockets/desk-sockets.ts'
import { percentile, rounded } from './figures.ts'

const desks = 1_000
/** As many cases as a whole centre files in a busy minute. */
const cases = 500
const writers = 20
/** One after the other, each told to all desks, of which these read it. */
const pokes = 15
const readers = 20

/** As Prometheus would collect what the backend says of itself. */
const metricsToken = 'figures-of-the-bench'

interface Reader extends Seat {
  cursor: number
}

/** A centre of a thousand desks on one backend process: what it takes, how fast it tells, what it weighs; then on three. */
export async function benchBackend(): Promise<Record<string, unknown>> {
  const programs = postgresPrograms()
  if (programs === undefined) throw new Error('PostgreSQL is not installed; this figure is about it.')
  const server = await startPostgres(programs)
  const pack = await writeSmallPack()
  const agentIds = Array.from({ length: desks }, (_, index) => `agent-${index}`)
  await pack.write(
    'agents.json',
    agentIds.map((agentId) => ({ agentId, name: agentId, role: 'agent', queues: ['general'] })),
  )
  await pack.write('shifts.json', [])
  const database = { kind: 'postgres' as const, url: server.url }
  const exchangeFile = await writeExchangeFile(pack.folder, [])
  const start = () => startBackendProcess({ database, packFolder: pack.folder, exchangeFile, metricsToken })
  const backend = start()
  const others: ReturnType<typeof startBackendProcess>[] = []
  let sockets: DeskSockets | undefined
  try {
    const url = await backend.listening
    const emptyMb = await memoryMb(backend.pid)
    const tokens = await openSessions(database, agentIds)
    const seats = agentIds.map((agentId, index): Seat => ({ agentId, token: tokens[index] ?? '' }))
    const openedFrom = performance.now()
    sockets = await openDeskSockets(url, seats)
    const openMs = performance.now() - openedFrom
    const filed = await fileCases([url], seats)
    const told = await pokeAndPull(url, sockets, seats)
    const memory = { empty: emptyMb, withDesks: await memoryMb(backend.pid) }
    others.push(start(), start())
    const urls = [url, ...(await Promise.all(others.map(({ listening }) => listening)))]
    const ofOne = (await fileCases([url], seats)).perSecond
    const ofThree = (await fileCases(urls, seats)).perSecond
    return {
      desks,
      processes: 1,
      openMs: rounded(openMs, 0),
      commands: cases,
      commandsPerSecond: rounded(filed.perSecond, 0),
      load: filed.load,
      pokes: told.pokeMs.length,
      pokeFirstP50Ms: rounded(percentile(told.firstMs, 0.5)),
      pokeP50Ms: rounded(percentile(told.pokeMs, 0.5)),
      pokeP99Ms: rounded(percentile(told.pokeMs, 0.99)),
      pokeFanOutMs: rounded(told.fanOutMs),
      pokeToPullP50Ms: rounded(percentile(told.pullMs, 0.5)),
      pokeToPullP99Ms: rounded(percentile(told.pullMs, 0.99)),
      memoryMb: memory,
      threeProcesses: comparison(ofOne, ofThree),
    }
  } finally {
    sockets?.close()
    for (const process of [backend, ...others]) await process.kill('SIGTERM')
    await server.stop()
    await pack.remove()
  }
}

/** Three backends, PostgreSQL and whoever files take a core each: with fewer the ratio says nothing of the backend. */
const coresNeeded = 5

function comparison(one: number, three: number): Record<string, unknown> {
  const cores = availableParallelism()
  return {
    commandsPerSecondOfOne: rounded(one, 0),
    commandsPerSecond: rounded(three, 0),
    ratio: rounded(three / one, 2),
    aim: 2.2,
    cores,
    coresAllow: cores >= coresNeeded,
  }
}

/** Written into the database as the sign-in writes them: a thousand password hashes are another figure. */
async function openSessions(
  database: { kind: 'postgres'; url: string },
  agentIds: readonly string[],
): Promise<string[]> {
  const { db, close } = await openDatabase(database, systemClock, quietLog)
  const sessions = createSessions(db, systemClock)
  const tokens: string[] = []
  for (const agentId of agentIds) tokens.push((await sessions.open(agentId)).token)
  await close()
  return tokens
}

async function push(url: string, desk: Seat): Promise<string> {
  const request = serviceRequest()
  const command = create(request, { agentId: desk.agentId, commandId: ulid() })
  const answer = await fetch(url + paths.commands, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ commands: [command] }),
  })
  const { outcomes } = PushOutcomes.parse(await answer.json())
  if (outcomes[0]?.status !== 'accepted')
    throw new Error(`A case was not accepted: ${JSON.stringify(outcomes)}`)
  return request.serviceRequestId
}

async function pull(url: string, desk: Reader): Promise<ChangePage> {
  const answer = await fetch(`${url}${paths.changes}?after=${desk.cursor}&limit=500`, {
    headers: { authorization: `Bearer ${desk.token}` },
  })
  const page = ChangePage.parse(await answer.json())
  desk.cursor = page.cursor
  return page
}

/**
 * Many desks at once, one case a request, as agents file them, at one backend or in turn at several. Each waits for its
 * answer before it files again, so the figure is what so many desks get, and a limit only where the cores are busy.
 */
async function fileCases(
  urls: readonly string[],
  seats: readonly Seat[],
): Promise<{ perSecond: number; load: Record<string, unknown> }> {
  let next = 0
  const answerMs: number[] = []
  const before = coreTimes()
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let index = next++; index < cases; index = next++) {
        const desk = seats[index % seats.length]
        const url = urls[index % urls.length]
        const from = performance.now()
        if (desk && url !== undefined) await push(url, desk)
        answerMs.push(performance.now() - from)
      }
    }),
  )
  const perSecond = cases / ((performance.now() - startedAt) / 1000)
  const after = coreTimes()
  const coresBusy = 1 - (after.idle - before.idle) / (after.all - before.all)
  const load = {
    writers,
    commandsPerRequest: 1,
    answerP50Ms: rounded(percentile(answerMs, 0.5)),
    coresBusy: rounded(coresBusy, 2),
    limitedBy:
      coresBusy >= 0.9 ? 'the cores of this machine' : 'so many writers, each waiting for its answer',
  }
  return { perSecond, load }
}

/** Of all cores together, whoever uses them. */
function coreTimes(): { idle: number; all: number } {
  const times = cpus().map((core) => core.times)
  const all = times.flatMap((core) => Object.values(core)).reduce((sum, each) => sum + each, 0)
  return { idle: times.reduce((sum, { idle }) => sum + idle, 0), all }
}

/**
 * From the answer to the desk that filed: when each desk hears of it, and when those that read hold it. How long the
 * backend writes to all sockets it says itself; what is over that is the way, and the desks' own process.
 */
async function pokeAndPull(
  url: string,
  sockets: DeskSockets,
  seats: readonly Seat[],
): Promise<{ pokeMs: number[]; firstMs: number[]; pullMs: number[]; fanOutMs: number }> {
  const reading = seats.slice(0, readers).map((seat): Reader => ({ ...seat, cursor: 0 }))
  for (const desk of reading) while ((await pull(url, desk)).more);
  await sockets.quiet()
  for (const desk of reading) while ((await pull(url, desk)).more);
  const [pokeMs, firstMs, pullMs]: [number[], number[], number[]] = [[], [], []]
  const before = await fanOut(url)
  for (let round = 0; round < pokes; round++) {
    const writer = seats[(readers + round) % seats.length]
    if (!writer) break
    const heard = await sockets.nextPoke(reading.map(({ agentId }) => agentId))
    const serviceRequestId = await push(url, writer)
    const acceptedAt = performance.timeOrigin + performance.now()
    const sinceAccepted = (at: number) => Math.max(0, at - acceptedAt)
    const held = reading.map(async (desk) => {
      await heard.by(desk.agentId)
      for (;;) {
        const page = await pull(url, desk)
        if (page.changes.some(({ id }) => id === serviceRequestId)) break
      }
      pullMs.push(sinceAccepted(performance.timeOrigin + performance.now()))
    })
    const [times] = await Promise.all([heard.all, ...held])
    pokeMs.push(...times.map(sinceAccepted))
    firstMs.push(sinceAccepted(Math.min(...times)))
    await sockets.quiet()
  }
  const after = await fanOut(url)
  return {
    pokeMs,
    firstMs,
    pullMs,
    fanOutMs: ((after.sum - before.sum) / (after.count - before.count)) * 1000,
  }
}

/** How long the backend wrote pokes so far, s, and how many rounds of them. */
async function fanOut(url: string): Promise<{ sum: number; count: number }> {
  const answer = await fetch(url + operatingPaths.metrics, {
    headers: { authorization: `Bearer ${metricsToken}` },
  })
  const text = await answer.text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  return {
    sum: read('ventanilla_poke_round_seconds_sum'),
    count: read('ventanilla_poke_round_seconds_count'),
  }
}

/** Resident memory of a process as Linux counts it; undefined elsewhere. */
async function memoryMb(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024)
}
