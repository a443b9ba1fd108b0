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
import { emptyDraft, type Interaction } from '../../src/shared/domain/interaction.ts'
import { connectDesk, memoryPorts, type Desk } from '../../src/shared/wire.ts'
import { publicKeyOf, startBackendProcess } from '../support/backend/backend-process.ts'
import { wholeCity, type WholeCity } from '../support/backend/whole-city.ts'
import { quietLog, quietShell } from '../support/quiet-host.ts'
import { waitFor } from '../support/wait-for.ts'
import { coldStart } from './cold-start.ts'
import { rounded } from './figures.ts'
import { insertLimit } from './insert-limit.ts'

const commands = 10_000
const changes = 100_000
const patience = { withinMs: 600_000, everyMs: 100 }

/**
 * A desk that worked offline comes back: its commands go up to PostgreSQL, a whole city's citizens come down, and
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

    await fillOutbox(dataFolder, city.agentId)
    const drainedFrom = performance.now()
    const second = await openDesk(dataFolder, url, await publicKeyOf(city.backend))
    await waitFor('an empty outbox', async () => (await syncOf(second.desk)).pending === 0, patience)
    const drainMs = performance.now() - drainedFrom
    await second.desk.request('sync.now', {})

    await addCitizens(city)
    const before = (await syncOf(second.desk)).lastSyncAt
    const pulledFrom = performance.now()
    await waitFor(
      'all citizens',
      async () => {
        await second.desk.request('sync.now', {})
        return (await syncOf(second.desk)).lastSyncAt !== before
      },
      patience,
    )
    const pullMs = performance.now() - pulledFrom
    const { rejected } = await syncOf(second.desk)
    await second.core.close()

    const limit = await insertLimit(city.backend.database)
    const perSecond = commands / (drainMs / 1000)
    return {
      commands,
      rejected: rejected.length,
      perSecond: rounded(perSecond, 0),
      limitPerSecond: rounded(limit.commandsPerSecond, 0),
      ratio: rounded(perSecond / limit.commandsPerSecond, 3),
      limitRows: limit.rows,
      pull: {
        changes: countCitizens(dataFolder, await keyOf(dataFolder)),
        perSecond: rounded(changes / (pullMs / 1000), 0),
      },
      ...(await coldStart(dataFolder)),
      database: city.database,
      peer: null,
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
async function fillOutbox(dataFolder: string, agentId: string): Promise<void> {
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
          termsOf: () => ({ withinHours: 16, hours: { timeZone: 'UTC', days: [], holidays: [] } }),
        },
      )
      rows.interactions.put(closing.interaction)
      for (const request of closing.requests) rows.serviceRequests.put(request)
      for (const command of closing.commands) outbox.append(command)
    }
  })
  db.close()
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

async function addCitizens(city: WholeCity): Promise<void> {
  const opened = await openDatabase(city.backend.database, backendClock, quietLog)
  const at = new Date()
  const citizens = Array.from({ length: changes }, (_, number): RecordWrite => {
    const citizenId = `01K${String(number).padStart(23, '0')}`
    return {
      entity: 'citizen',
      id: citizenId,
      doc: {
        citizenId,
        name: `Persona ${number}`,
        phones: [`+5939${String(80_000_000 + number)}`],
        updatedAt: at.toISOString(),
      },
    }
  })
  await opened.db.transaction().execute((trx) => writeRecords(trx, citizens, at))
  await opened.close()
}

function countCitizens(dataFolder: string, key: Buffer): number {
  const { db } = openCache(join(dataFolder, 'cache.db'), key, Date.now)
  const found = db.prepare<[], number>('SELECT count(*) FROM citizens').pluck().get() ?? 0
  db.close()
  return found
}
