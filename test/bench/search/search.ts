import { fork } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { createCheckpoints } from '../../../src/main/db/checkpoints.ts'
import { openCache } from '../../../src/main/db/open.ts'
import { createCacheRows, sliceMs } from '../../../src/main/db/rows.ts'
import { fileSecrets } from '../../../src/main/hosts/browser/file-secrets.ts'
import { entriesOf, searched } from '../../../src/shared/domain/search/entries.ts'
import { connectDesk, type Desk } from '../../../src/shared/wire.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { percentile, rounded, spread } from '../figures.ts'
import { temporaryProfile } from '../temporary-profile.ts'
import { judgedCorpus, recordsOf, stepsIn, type Corpus } from './corpus.ts'
import { judgedQueries, qualityOf, type JudgedQuery } from './judged-queries.ts'
import { peers, type PeerDocument } from './peers.ts'

const checkpointThread = new URL('../../../src/main/db/checkpoint-thread.ts', import.meta.url)

/** How long an engine took for each query, and which records it found. */
interface Answers {
  coldOpenMs: number
  times: number[]
  ranked: string[][]
}

/**
 * Our search on the encrypted cache, asked at the page's end of the browser host's WebSocket, beside MiniSearch and
 * Orama on the same entries, each in a process of its own and asked there without any wire. Times are of all judged
 * queries; quality is of the half that nothing was tuned on.
 */
export async function benchSearch(
  size = { procedures: 10_000, steps: 10_000 },
): Promise<Record<string, unknown>> {
  const profile = temporaryProfile()
  try {
    const corpus = await judgedCorpus(size)
    const judged = judgedQueries('judge')
    const queries = [...judged, ...judgedQueries('tune')].map(({ query }) => query)
    writeFileSync(join(profile.folder, 'queries.json'), JSON.stringify(queries))
    writeFileSync(join(profile.folder, 'documents.json'), JSON.stringify(documentsOf(corpus)))
    const indexing = await fillCache(profile.folder, corpus)
    const own = await askDesk(profile.folder, queries)
    const others = []
    for (const { name } of peers) others.push({ name, ...(await askPeer(name, profile.folder)) })
    return {
      docs: corpus.procedures.length + stepsIn(corpus.scripts),
      queries: queries.length,
      judged: judged.length,
      p50Ms: spread(own.times).p50,
      p95Ms: rounded(percentile(own.times, 0.95), 2),
      ...quality(judged, own),
      peers: others.map((peer) => ({
        name: peer.name,
        p95Ms: rounded(percentile(peer.times, 0.95), 2),
        ...quality(judged, peer),
      })),
      coldOpenMs: rounded(own.coldOpenMs),
      coldDeskMs: rounded(own.coldDeskMs),
      peersColdOpenMs: others.map(({ coldOpenMs }) => rounded(coldOpenMs)),
      indexing,
    }
  } finally {
    profile.remove()
  }
}

function quality(judged: readonly JudgedQuery[], { ranked }: Answers): Record<string, number> {
  const { recallAt3, mrr } = qualityOf(
    judged.map(({ relevant }, index) => ({ relevant, ranked: ranked[index] ?? [] })),
  )
  return { recallAt3: rounded(recallAt3, 3), mrr: rounded(mrr, 3) }
}

function documentsOf(corpus: Corpus): PeerDocument[] {
  return recordsOf(corpus).flatMap(({ entity, doc }) => {
    const kind = searched[entity]
    if (!kind) return []
    return entriesOf(kind, doc).map(
      ({ id, stepId, title, synonyms, context, contextSynonyms, body }): PeerDocument => ({
        id: [kind, id, stepId ?? ''].join(' '),
        record: `${kind}:${id}`,
        title,
        synonyms,
        context,
        contextSynonyms,
        body,
      }),
    )
  })
}

/** Longer than this, and a ringing call waits for it: nothing may hold the core's thread so long (ms). */
const mayBlockMs = 16

/**
 * As pages of a pull write it, a few ms at a time and with the checkpoints beside it; the longest of those steps is
 * what a ringing call would wait. `longestCpuMs` leaves out what the system gave to others meanwhile.
 */
async function fillCache(folder: string, corpus: Corpus): Promise<Record<string, number>> {
  const key = randomBytes(32)
  await fileSecrets(folder).write('cache-key', key.toString('base64'))
  const file = join(folder, 'cache.db')
  const { db } = openCache(file, key, Date.now)
  const checkpoints = createCheckpoints({ db, file, key, threadUrl: checkpointThread, log: quietLog })
  const rows = createCacheRows(db, checkpoints)
  const waiting = recordsOf(corpus)
  const startedAt = performance.now()
  const steps: { ms: number; cpuMs: number }[] = []
  const timed = <T>(work: () => T): T => {
    const from = performance.now()
    const cpuFrom = process.threadCpuUsage()
    const done = work()
    const cpu = process.threadCpuUsage(cpuFrom)
    steps.push({ ms: performance.now() - from, cpuMs: (cpu.user + cpu.system) / 1000 })
    return done
  }
  for (let at = 0; at < waiting.length;) {
    timed(() =>
      rows.together(() => {
        const until = performance.now() + sliceMs
        do {
          const record = waiting[at++]
          if (record) rows.knowledge.put(record.entity, record.id, record.doc as never)
        } while (at < waiting.length && performance.now() < until)
      }),
    )
    timed(() => rows.search.tidy())
    await rows.room()
  }
  while (timed(() => rows.search.tidy())) await rows.room()
  const totalMs = performance.now() - startedAt
  await checkpoints.stop()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return {
    totalMs: rounded(totalMs, 0),
    steps: steps.length,
    longestMs: rounded(Math.max(...steps.map(({ ms }) => ms))),
    longestCpuMs: rounded(Math.max(...steps.map(({ cpuMs }) => cpuMs))),
    [`over${mayBlockMs}Ms`]: steps.filter(({ ms }) => ms > mayBlockMs).length,
  }
}

async function askDesk(
  folder: string,
  queries: readonly string[],
): Promise<Answers & { coldDeskMs: number }> {
  const child = fork(join(import.meta.dirname, 'desk-process.ts'), [folder, queries[0] ?? ''])
  const [{ url, ...cold }] = (await once(child, 'message')) as [
    { coldOpenMs: number; coldDeskMs: number; url: string },
  ]
  const desk = await connectPage(url)
  for (const query of queries) await desk.request('search.find', { query })
  const answers = { ...cold, times: [] as number[], ranked: [] as string[][] }
  for (const query of queries) {
    const askedAt = performance.now()
    const found = await desk.request('search.find', { query })
    answers.times.push(performance.now() - askedAt)
    answers.ranked.push(found.map(({ kind, id }) => `${kind}:${id}`))
  }
  desk.close()
  const ended = once(child, 'exit')
  child.send('end')
  await ended
  return answers
}

/** Comes in as a browser does: the one-time token for a cookie, the cookie for a port. */
async function connectPage(url: string): Promise<Desk & { close(): void }> {
  const { host, origin } = new URL(url)
  const welcome = await fetch(url, { redirect: 'manual' })
  const cookie = welcome.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const socket = new WebSocket(`ws://${host}/port?role=desk`, { headers: { origin, cookie } })
  await once(socket, 'open')
  const desk = connectDesk({
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (hear) =>
      void socket.on('message', (data: Buffer) => {
        hear(JSON.parse(data.toString()))
      }),
    onClose: (closed) => void socket.on('close', closed),
    close: () => socket.close(),
  })
  return { ...desk, close: () => socket.close() }
}

async function askPeer(name: string, folder: string): Promise<Answers> {
  const file = join(import.meta.dirname, 'peer-process.ts')
  const building = fork(file, [name, 'build', folder])
  const [code] = (await once(building, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${name} could not build its index.`)
  const asked = fork(file, [name, 'load', folder])
  const answers = new Promise<Answers>((resolve, reject) => {
    asked.once('message', (message) => resolve(message as Answers))
    asked.once('exit', () => reject(new Error(`${name} ended without an answer.`)))
  })
  return answers
}
