import { join } from 'node:path'
import { ulid } from 'ulid'
import { systemClock as backendClock } from '../../src/backend/clock.ts'
import { openDatabase } from '../../src/backend/database/open.ts'
import { writeRecords, type RecordWrite } from '../../src/backend/changes/change-log.ts'
import { createCore, type Core } from '../../src/main/core.ts'
import { openCache } from '../../src/main/db/open.ts'
import { createCacheRows } from '../../src/main/db/rows.ts'
import { closeContact } from '../../src/main/features/contacts/closing.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import { systemClock } from '../../src/main/shell.ts'
import { createOutbox } from '../../src/main/sync/outbox.ts'
import type { Command } from '../../src/shared/commands.ts'
import { emptyDraft, type Interaction } from '../../src/shared/domain/interaction.ts'
import type { ServiceRequest } from '../../src/shared/domain/service-request.ts'
import { connectDesk, memoryPorts, type Desk } from '../../src/shared/wire.ts'
import { publicKeyOf, startBackendProcess } from '../support/backend/backend-process.ts'
import { wholeCity, type WholeCity } from '../support/backend/whole-city.ts'
import { quietLog, quietShell } from '../support/quiet-host.ts'
import { waitFor } from '../support/wait-for.ts'
import { coldStart } from './cold-start.ts'
import { rounded } from './figures.ts'
import { insertLimit } from './insert-limit.ts'
import { pouchPeer } from './sync-peer/peer.ts'
import { anyHour } from '../support/any-hour.ts'

const commands = 10_000
const changes = 100_000
const patience = { withinMs: 600_000, everyMs: 100 }

/**
 * A desk that worked offline comes back: its commands go up to PostgreSQL, a whole city's cases come down, and
 * the full cache opens. The limit is what the same rows cost when nothing but INSERT is done.
 */
export async function benchSync(): Promise<Record<string, unknown>> {
  const city = await wholeCity()
  const dataFolder = join(city.folder, 'desk')
  const backend = startBackendProcess(city.backend)
  try {
    const url = await backend.listening
    const first = await openDesk(dataFolder, url, await publicKeyOf(city.backend))
    await first.desk.request('session.signIn', { agentId: city.agentId, password: city.password })
    await waitFor('the pack', async () => (await first.desk.request('scripts.list', {})).length > 0, patience)
    await first.core.close()

    const issued = await fillOutbox(dataFolder, city.agentId)
    const second = await openDesk(dataFolder, url, await publicKeyOf(city.backend))
    await second.desk.request('lock.open', { password: city.password })
    // Opening the cache and checking the password are figures of their own; what went up meanwhile is not counted.
    const drainedFrom = performance.now()
    const { pending: waiting } = await syncOf(second.desk)
    await waitFor('an empty outbox', async () => (await syncOf(second.desk)).pending === 0, patience)
    const drainMs = performance.now() - drainedFrom
    await second.desk.request('sync.now', {})

    // Before the cases of colleagues are there: the limit is of what the commands left, and of nothing else.
    const limit = await insertLimit(city.backend.database)

    await addCases(city)
    const before = (await syncOf(second.desk)).lastSyncAt
    const pulledFrom = performance.now()
    await waitFor(
      'all cases',
      async () => {
        await second.desk.request('sync.now', {})
        return (await syncOf(second.desk)).lastSyncAt !== before
      },
      patience,
    )
    const pullMs = performance.now() - pulledFrom
    const { rejected } = await syncOf(second.desk)
    await second.core.close()

    await backend.kill('SIGTERM')
    const pulled = countCases(dataFolder, await keyOf(dataFolder))
    const peer = await pouchPeer(city.folder, issued)
    const cold = await coldStart(dataFolder, city.password)
    const perSecond = waiting / (drainMs / 1000)
    const ratio = perSecond / limit.commandsPerSecond
    return {
      commands,
      perSecond: rounded(perSecond, 0),
      limitPerSecond: rounded(limit.commandsPerSecond, 0),
      ratio: rounded(ratio, 3),
      peer,
      pull: { changes: pulled, perSecond: rounded(changes / (pullMs / 1000), 0) },
      coldStartMs: cold.coldStartMs,
      lookUpP95Ms: cold.lookUpP95Ms,
      ringToCardP95Ms: cold.ringToCardP95Ms,
      openMs: cold.openMs,
      lookUps: cold.lookUps,
      rejected: rejected.length,
      limitRows: limit.rows,
      database: city.database,
      aims: [
        aim('ratio of the limit', ratio, 'at least', 0.4),
        aim('times the peer', peer.perSecond === null ? 0 : perSecond / peer.perSecond, 'at least', 5),
        aim('open, ms', cold.openMs, 'at most', 30),
        aim('who is this number, p95 ms', cold.lookUpP95Ms, 'at most', 3),
      ],
    }
  } finally {
    await backend.kill('SIGTERM')
    await city.close()
  }
}

async function openDesk(
  dataFolder: string,
  url: string,
  publicKey: string,
): Promise<{ core: Core; desk: Desk }> {
  const core = await createCore({
    shell: { ...quietShell(dataFolder), secrets: fileSecrets(dataFolder) },
    clock: systemClock,
    log: { ...quietLog, error: (message, facts) => console.error(message, facts) },
    policy: {
      backend: { url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 0,
      rules: anyHour,
      knowledge: { keys: [publicKey], revoked: [] },
    },
  })
  const [deskEnd, coreEnd] = memoryPorts()
  core.attach(coreEnd, 'desk')
  return { core, desk: connectDesk(deskEnd) }
}

const syncOf = (desk: Desk) => desk.request('sync.get', {})

const keyOf = async (dataFolder: string) =>
  Buffer.from((await fileSecrets(dataFolder).read('cache-key')) ?? '', 'base64')

/** Half as many closed contacts as commands, each with its case, exactly as closing a contact writes them. */
async function fillOutbox(dataFolder: string, agentId: string): Promise<Command[]> {
  const issued: Command[] = []
  const { db } = openCache(join(dataFolder, 'cache.db'), await keyOf(dataFolder), Date.now)
  const rows = createCacheRows(db)
  const outbox = createOutbox(db)
  rows.together(() => {
    for (let number = 0; number < commands / 2; number++) {
      const at = new Date(Date.now() - (commands - number) * 1000).toISOString()
      const interaction = contactOf(number, agentId, at)
      const closing = closeContact(
        interaction,
        { ...interaction.draft, serviceCode: 'alumbrado', disposition: 'CAS' },
        {
          at,
          newId: () => ulid(),
          services: [],
          outcomeOf: () => undefined,
          normalise: (text) => text,
          dossierOf: (_contact, notes) => ({ notes, scripts: [] }),
          by: { agentId, name: agentId },
          areas: [],
          questionsOf: () => [],
          timeZone: 'UTC',
          termsOf: () => ({ withinHours: 16, hours: { timeZone: 'UTC', days: [], holidays: [] } }),
        },
      )
      rows.interactions.put(closing.interaction)
      for (const request of closing.requests) rows.serviceRequests.put(request)
      for (const command of closing.commands) outbox.append(command)
      issued.push(...closing.commands)
    }
  })
  db.close()
  return issued
}

function contactOf(number: number, agentId: string, at: string): Interaction {
  const phone = `+59399${String(1_000_000 + number)}`
  return {
    interactionId: ulid(),
    channel: 'phone',
    direction: 'inbound',
    agentId,
    number: phone,
    displayName: '',
    queue: 'incidencias',
    externalCallId: `call-${number}`,
    ivr: {},
    offeredAt: at,
    answeredAt: at,
    endedAt: at,
    state: 'wrap-up',
    draft: {
      ...emptyDraft,
      callerName: `Persona ${number}`,
      callbackNumber: phone,
      address: 'Av. 10 de Agosto N24-51 y Colón',
      description: 'Luminaria apagada desde hace tres noches frente a la parada.',
      notes: 'Pide que le llamen en la tarde.',
    },
    runs: [],
    serviceRequestIds: [],
  }
}

/** Cases of colleagues and units: what a desk is told of in a long absence. */
async function addCases(city: WholeCity): Promise<void> {
  const opened = await openDatabase(city.backend.database, backendClock, quietLog)
  const at = new Date()
  const instant = at.toISOString()
  const cases = Array.from({ length: changes }, (_, number): RecordWrite => {
    const serviceRequestId = `01K${String(number).padStart(23, '0')}`
    const doc: ServiceRequest = {
      serviceRequestId,
      referenceNumber: `SR-2025-${String(number).padStart(6, '0')}`,
      serviceCode: 'alumbrado',
      unitId: 'alumbrado-publico',
      status: 'open',
      requesterName: `Persona ${number}`,
      phone: `+5939${String(80_000_000 + number)}`,
      address: 'Av. 10 de Agosto N24-51 y Colón',
      description: 'Luminaria apagada desde hace tres noches frente a la parada.',
      attributes: {},
      requestedAt: instant,
      updatedAt: instant,
      receivedAt: instant,
    }
    return { entity: 'service-request', id: serviceRequestId, doc }
  })
  await opened.db.transaction().execute((trx) => writeRecords(trx, cases, at))
  await opened.close()
}

/** Of those that came down, without the desk's own. */
function countCases(dataFolder: string, key: Buffer): number {
  const { db } = openCache(join(dataFolder, 'cache.db'), key, Date.now)
  const found = db.prepare<[], number>('SELECT count(*) FROM service_requests').pluck().get() ?? 0
  db.close()
  return found - commands / 2
}

function aim(what: string, reached: number, sense: 'at least' | 'at most', wanted: number) {
  const met = sense === 'at least' ? reached >= wanted : reached <= wanted
  return { what, wanted: `${sense} ${wanted}`, reached: rounded(reached, 2), met }
}
