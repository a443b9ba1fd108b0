import { join } from 'node:path'
import { sql } from 'kysely'
import { systemClock } from '../../src/backend/clock.ts'
import { openDatabase, type DatabaseChoice } from '../../src/backend/database/open.ts'
import { accessLogsAreWhole } from '../../src/backend/desks/access-log.ts'
import { openCache } from '../../src/main/db/open.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import type { Interaction } from '../../src/shared/domain/interaction.ts'
import type { ServiceRequest } from '../../src/shared/domain/service-request.ts'
import { quietLog } from '../support/quiet-host.ts'
import { callOf, numberIn } from './desk-words.ts'

/** What one side holds when all is over. */
export interface Held {
  requests: ServiceRequest[]
  contacts: Interaction[]
}

export interface Comparison {
  /** Calls whose case or closed contact the backend does not hold, or holds under an id the agent never saw. */
  lost: number
  /** Cases beyond the first of a call, contacts beyond the first, and numbers given twice. */
  duplicated: number
  /** Cases that the two sides hold, but not alike, or on one side only. */
  different: number
}

/** Both processes must have ended: an embedded database and a cache have one reader each. */
export async function readBackend(
  choice: DatabaseChoice,
): Promise<Held & { numbers: string[]; accessLogs: number; chainValid: boolean }> {
  const opened = await openDatabase(choice, systemClock, quietLog)
  try {
    const all = async (entity: string) =>
      (await sql<{ doc: unknown }>`SELECT doc FROM records WHERE entity = ${entity}`.execute(opened.db)).rows
    const filed = await sql<{ reference_number: string }>`
      SELECT reference_number FROM service_requests`.execute(opened.db)
    const logs = await opened.db.selectFrom('access_logs').select('log_id').execute()
    return {
      accessLogs: logs.length,
      chainValid: await accessLogsAreWhole(opened.db),
      requests: (await all('service-request')).map((row) => row.doc as ServiceRequest),
      contacts: (await all('interaction')).map((row) => row.doc as Interaction),
      numbers: filed.rows.map((row) => row.reference_number),
    }
  } finally {
    await opened.close()
  }
}

export async function readDesk(dataFolder: string): Promise<Held & { unsent: number }> {
  const key = Buffer.from((await fileSecrets(dataFolder).read('cache-key')) ?? '', 'base64')
  const { db, setAside } = openCache(join(dataFolder, 'cache.db'), key, Date.now)
  if (setAside !== undefined) throw new Error('The desk’s cache could not be read any more.')
  const docs = (table: string) =>
    db
      .prepare<[], { doc: string }>(`SELECT doc FROM ${table}`)
      .all()
      .map((row): unknown => JSON.parse(row.doc))
  try {
    return {
      requests: docs('service_requests') as ServiceRequest[],
      contacts: docs('interactions') as Interaction[],
      unsent: db.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get() ?? 0,
    }
  } finally {
    db.close()
  }
}

/** `filed`: call number → id of the case that the agent saw as saved. */
export function compare(
  filed: ReadonlyMap<number, string>,
  backend: Held & { numbers: readonly string[] },
  desk: Held,
): Comparison {
  const casesOf = Map.groupBy(backend.requests, (request) => numberIn(request.description))
  const contactsOf = Map.groupBy(
    backend.contacts.filter((contact) => contact.state === 'closed'),
    (contact) => contact.externalCallId,
  )
  const lost = new Set<string>()
  let duplicated = backend.numbers.length - new Set(backend.numbers).size
  for (const [number, serviceRequestId] of filed) {
    const cases = casesOf.get(number) ?? []
    const contacts = contactsOf.get(callOf(number)) ?? []
    const held = cases.some((request) => request.serviceRequestId === serviceRequestId)
    if (!held || contacts.length === 0) lost.add(serviceRequestId)
    duplicated += Math.max(0, cases.length - 1) + Math.max(0, contacts.length - 1)
  }
  // A case that the desk keeps although the run never heard of it is a case all the same.
  for (const request of desk.requests)
    if (!backend.requests.some((one) => one.serviceRequestId === request.serviceRequestId))
      lost.add(request.serviceRequestId)
  return { lost: lost.size, duplicated, different: differences(backend.requests, desk.requests) }
}

function differences(theirs: readonly ServiceRequest[], ours: readonly ServiceRequest[]): number {
  const here = new Map(ours.map((request) => [request.serviceRequestId, canonical(request)]))
  const unlike = theirs.filter((request) => here.get(request.serviceRequestId) !== canonical(request))
  return unlike.length + Math.max(0, here.size - theirs.length)
}

function canonical(request: ServiceRequest): string {
  return JSON.stringify(Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
