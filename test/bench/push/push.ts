import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { systemClock as backendClock } from '../../../src/backend/clock.ts'
import { openDatabase } from '../../../src/backend/database/open.ts'
import { createSessions } from '../../../src/backend/sign-in/sessions.ts'
import { systemClock } from '../../../src/main/shell.ts'
import { httpBackend, type Question } from '../../../src/main/sync/backend-client.ts'
import { BundleFile } from '../../../src/shared/domain/publishing/bundle.ts'
import {
  DraftView,
  RecordHistory,
  publishingPaths,
  type DraftStep,
} from '../../../src/shared/publishing-api.ts'
import { publicKeyOf, startBackendProcess, writeExchangeFile } from '../../support/backend/backend-process.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { waitFor } from '../../support/wait-for.ts'
import { percentile, rounded } from '../figures.ts'
import { openPushDesk, type PushDesk, type PushedTo } from './push-desk.ts'
import { presentTampered } from './tampered.ts'

const desks = 200
/** New versions one after the other, each told to all desks. */
const rounds = 5
const openedAtOnce = 20
const script = { entity: 'script', id: 'alumbrado' } as const
const writer = 'lead-writes'
const approver = 'lead-approves'
const patience = { withinMs: 120_000, everyMs: 50 }

/**
 * A team lead writes, a second one approves and publishes, and two hundred desks work with the new version. The
 * backend is `npm run backend` on its embedded database with the pack of Quito; every desk has its own session,
 * socket and encrypted cache. All desks share this process, so the last of them also wait for each other's disk
 * and processor, which two hundred machines would not. Measured from the publisher's request, not from its answer.
 */
export async function benchPush(): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-push-'))
  const agentIds = Array.from({ length: desks }, (_, index) => `agent-${index}`)
  const settings = {
    database: { kind: 'pglite' as const, folder: join(folder, 'backend', 'quito') },
    packFolder: await packWith(folder, agentIds),
    exchangeFile: await writeExchangeFile(folder, []),
  }
  const tokens = await openSessions(settings.database, [writer, approver, ...agentIds])
  const backend = startBackendProcess(settings)
  const open: PushDesk[] = []
  try {
    const url = await backend.listening
    const city: PushedTo = {
      url,
      trust: { cityId: 'quito', keys: [await publicKeyOf(settings)], revoked: [] },
      cacheKey: randomBytes(32),
    }
    const leads = teamLeads(url, tokens[0] ?? '', tokens[1] ?? '')
    const first = await leads.exported()
    const template = join(folder, 'template', 'cache.db')
    await fillTemplate(template, city, tokens[2] ?? '')
    for (let start = 0; start < desks; start += openedAtOnce)
      open.push(
        ...(await Promise.all(
          agentIds.slice(start, start + openedAtOnce).map(async (agentId, index) => {
            const file = join(folder, agentId, 'cache.db')
            await cp(join(template, '..'), join(file, '..'), { recursive: true })
            return await started(openPushDesk(file, city), tokens[2 + start + index] ?? '')
          }),
        )),
      )

    const bundles = [first]
    const toPublishedMs: number[] = []
    const toInstalledMs: number[][] = []
    for (let round = 1; round <= rounds; round++) {
      const { draftId, version } = await leads.writeAndApprove(round)
      const installedAt: number[] = []
      for (const desk of open) desk.onceInstalled(script.id, version, (at) => installedAt.push(at))
      const publishedFrom = performance.now()
      await leads.publish(draftId)
      toPublishedMs.push(performance.now() - publishedFrom)
      await waitFor('every desk', () => Promise.resolve(installedAt.length === desks), patience)
      toInstalledMs.push(installedAt.map((at) => at - publishedFrom))
      bundles.push(await leads.exported())
      await Promise.all(open.map((desk) => desk.idle()))
    }
    const told = await presentTampered(bundles, openPushDesk(join(folder, 'examined', 'cache.db'), city))
    const all = toInstalledMs.flat()
    return {
      desks: open.length,
      rounds,
      p50Ms: rounded(percentile(all, 0.5), 0),
      p95Ms: rounded(percentile(all, 0.95), 0),
      maxMs: rounded(Math.max(...all), 0),
      // The first round is every desk's first write and request at the same time.
      roundsP95Ms: toInstalledMs.map((round) => rounded(percentile(round, 0.95), 0)),
      publishP50Ms: rounded(percentile(toPublishedMs, 0.5), 0),
      records: bundles.at(-1)?.documents.length,
      ...told,
      database: 'pglite',
    }
  } finally {
    await Promise.all(open.map((desk) => desk.close()))
    await backend.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

/** The city's own pack with two team leads and as many agents as there are desks. */
async function packWith(folder: string, agentIds: readonly string[]): Promise<string> {
  const pack = join(folder, 'pack')
  await cp(join('assets', 'packs', 'quito'), pack, { recursive: true })
  const file = join(pack, 'agents.json')
  const agents = JSON.parse(await readFile(file, 'utf8')) as object[]
  const leads = [writer, approver].map((agentId) => ({
    agentId,
    name: agentId,
    role: 'team-lead',
    queues: [],
  }))
  const others = agentIds.map((agentId) => ({ agentId, name: agentId, role: 'agent', queues: ['general'] }))
  await writeFile(file, JSON.stringify([...agents, ...leads, ...others]))
  return pack
}

/** Before the backend takes the folder: two hundred password hashes are another figure. */
async function openSessions(
  database: { kind: 'pglite'; folder: string },
  agentIds: readonly string[],
): Promise<string[]> {
  const { db, close } = await openDatabase(database, backendClock, quietLog)
  const sessions = createSessions(db, backendClock)
  const tokens: string[] = []
  for (const agentId of agentIds) tokens.push((await sessions.open(agentId)).token)
  await close()
  return tokens
}

/** What every desk has in the morning, pulled once and copied: the first day of a desk is another figure. */
async function fillTemplate(file: string, city: PushedTo, token: string): Promise<void> {
  const desk = await started(openPushDesk(file, city), token)
  await desk.close()
}

async function started(desk: PushDesk, token: string): Promise<PushDesk> {
  desk.start(token)
  await waitFor('a desk that listens and has the bundle', () => Promise.resolve(desk.ready()), patience)
  await desk.idle()
  return desk
}

/** What the two people do on their screens, as the backend is asked. */
function teamLeads(url: string, writes: string, approves: string) {
  const backend = httpBackend(url)
  const step = async (token: string, draftId: string, body: DraftStep): Promise<void> => {
    const path = `${publishingPaths.draft}/${draftId}/steps`
    await backend.ask(token, { method: 'POST', path, body, reply: DraftView })
  }
  const recordOf: Question<typeof RecordHistory> = {
    method: 'GET',
    path: `${publishingPaths.record}?entity=${script.entity}&id=${script.id}`,
    reply: RecordHistory,
  }
  return {
    async writeAndApprove(round: number): Promise<{ draftId: string; version: number }> {
      const draftId = ulid(systemClock.now())
      const { doc, versions } = await backend.ask(writes, recordOf)
      const baseVersion = versions.find(({ state }) => state === 'in-use')?.version ?? 0
      await backend.ask(writes, {
        method: 'PUT',
        path: `${publishingPaths.draft}/${draftId}`,
        body: { ...script, doc: { ...doc, title: `Alumbrado y vía pública, ${round}` }, baseVersion },
        reply: DraftView,
      })
      await step(writes, draftId, { step: 'submit' })
      await step(approves, draftId, { step: 'approve' })
      return { draftId, version: baseVersion + 1 }
    },
    publish: (draftId: string) => step(approves, draftId, { step: 'publish' }),
    exported: () => backend.ask(writes, { method: 'GET', path: publishingPaths.exported, reply: BundleFile }),
  }
}
