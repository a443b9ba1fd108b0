import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { WebSocket } from 'ws'
import { ulid } from 'ulid'
import { systemClock } from '../../src/backend/clock.ts'
import { openDatabase } from '../../src/backend/database/open.ts'
import { createSessions } from '../../src/backend/sign-in/sessions.ts'
import { ChangePage, PushOutcomes, paths } from '../../src/shared/backend-api.ts'
import { startBackendProcess, writeExchangeFile } from '../support/backend/backend-process.ts'
import { create, serviceRequest } from '../support/backend/backend-world.ts'
import { postgresPrograms, startPostgres } from '../support/backend/postgres-server.ts'
import { writeSmallPack } from '../support/backend/small-pack.ts'
import { quietLog } from '../support/quiet-host.ts'
import { percentile, rounded } from './figures.ts'

const desks = 1_000
/** As many cases as a whole centre files in a busy minute. */
const cases = 500
const writers = 20
/** One after the other, each told to all desks, of which these read it. */
const pokes = 15
const readers = 20

interface OpenDesk {
  agentId: string
  token: string
  socket: WebSocket
  cursor: number
  /** What waits for the next poke. */
  onPoke: () => void
  pokes: number
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
  const start = () => startBackendProcess({ database, packFolder: pack.folder, exchangeFile })
  const backend = start()
  const others: ReturnType<typeof startBackendProcess>[] = []
  const open: OpenDesk[] = []
  try {
    const url = await backend.listening
    const emptyMb = await memoryMb(backend.pid)
    const tokens = await openSessions(database, agentIds)
    const openedFrom = performance.now()
    for (let start = 0; start < desks; start += 50)
      open.push(
        ...(await Promise.all(
          agentIds
            .slice(start, start + 50)
            .map((agentId, index) => openDesk(url, agentId, tokens[start + index] ?? '')),
        )),
      )
    const openMs = performance.now() - openedFrom
    const commandsPerSecond = await fileCases([url], open)
    const told = await pokeAndPull(url, open)
    const memory = { empty: emptyMb, withDesks: await memoryMb(backend.pid) }
    others.push(start(), start())
    const urls = [url, ...(await Promise.all(others.map(({ listening }) => listening)))]
    const ofOne = await fileCases([url], open)
    const ofThree = await fileCases(urls, open)
    return {
      desks: open.length,
      processes: 1,
      openMs: rounded(openMs, 0),
      commands: cases,
      commandsPerSecond: rounded(commandsPerSecond, 0),
      pokes: told.pokeMs.length,
      pokeP99Ms: rounded(percentile(told.pokeMs, 0.99)),
      pokeToPullP50Ms: rounded(percentile(told.pullMs, 0.5)),
      pokeToPullP99Ms: rounded(percentile(told.pullMs, 0.99)),
      memoryMb: memory,
      threeProcesses: comparison(ofOne, ofThree),
    }
  } finally {
    for (const { socket } of open) socket.terminate()
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

async function openDesk(url: string, agentId: string, token: string): Promise<OpenDesk> {
  const socket = new WebSocket(url.replace('http', 'ws') + paths.poke, ['ventanilla', token])
  const desk: OpenDesk = { agentId, token, socket, cursor: 0, onPoke: () => {}, pokes: 0 }
  socket.on('message', () => {
    desk.pokes++
    desk.onPoke()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return desk
}

async function push(url: string, desk: OpenDesk): Promise<string> {
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

async function pull(url: string, desk: OpenDesk): Promise<ChangePage> {
  const answer = await fetch(`${url}${paths.changes}?after=${desk.cursor}&limit=500`, {
    headers: { authorization: `Bearer ${desk.token}` },
  })
  const page = ChangePage.parse(await answer.json())
  desk.cursor = page.cursor
  return page
}

/** Many desks at once, one case a request, as agents file them, at one backend or in turn at several. */
async function fileCases(urls: readonly string[], open: readonly OpenDesk[]): Promise<number> {
  let next = 0
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let index = next++; index < cases; index = next++) {
        const desk = open[index % open.length]
        const url = urls[index % urls.length]
        if (desk && url !== undefined) await push(url, desk)
      }
    }),
  )
  return cases / ((performance.now() - startedAt) / 1000)
}

/** From the answer to the desk that filed: when the last desks hear of it, and when those that read hold it. */
async function pokeAndPull(
  url: string,
  open: readonly OpenDesk[],
): Promise<{ pokeMs: number[]; pullMs: number[] }> {
  const reading = open.slice(0, readers)
  for (const desk of reading) while ((await pull(url, desk)).more);
  await quiet(open)
  for (const desk of reading) while ((await pull(url, desk)).more);
  const pokeMs: number[] = []
  const pullMs: number[] = []
  for (let round = 0; round < pokes; round++) {
    const writer = open[(readers + round) % open.length]
    if (!writer) break
    const heard = open.map(
      (desk) =>
        new Promise<number>((resolve) => {
          desk.onPoke = () => resolve(performance.now())
        }),
    )
    const serviceRequestId = await push(url, writer)
    const acceptedAt = performance.now()
    const times = heard.map(async (time) => pokeMs.push(Math.max(0, (await time) - acceptedAt)))
    const held = reading.map(async (desk, index) => {
      await heard[index]
      for (;;) {
        const page = await pull(url, desk)
        if (page.changes.some(({ id }) => id === serviceRequestId)) break
      }
      pullMs.push(performance.now() - acceptedAt)
    })
    await Promise.all([...times, ...held])
    await quiet(open)
  }
  return { pokeMs, pullMs }
}

/** The unit takes a case 800 ms after it was accepted and pokes again: lets that pass. */
async function quiet(open: readonly OpenDesk[]): Promise<void> {
  const heard = () => open.reduce((sum, desk) => sum + desk.pokes, 0)
  for (let before = -1; before !== heard();) {
    before = heard()
    await new Promise((resume) => setTimeout(resume, 1_200))
  }
}

/** Resident memory of a process as Linux counts it; undefined elsewhere. */
async function memoryMb(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024)
}
