import { entities, type Change, type Entity } from '../../shared/backend-api.ts'
import type { CityInfo } from '../../shared/backend-api.ts'
import type { KnownReading } from '../../shared/domain/publishing/read-receipt.ts'
import { isPublished } from '../../shared/domain/publishing/record.ts'
import { speaking } from '../../shared/domain/citizen.ts'
import { normalisePhone } from '../../shared/domain/phone-number.ts'
import type { CacheRows } from '../db/rows.ts'
import { wantBundle } from './knowledge-sync.ts'
import type { Outbox } from './outbox.ts'

/** What a page of changes touched, so that the pages hear ids and read again. */
export interface Received {
  serviceRequestIds: string[]
  knowledge: boolean
  contacts: boolean
}

/**
 * Takes one change into the cache. A record of an unknown kind is left alone (a newer backend); one that breaks
 * a rule is noted with field and rule and the last good one stays in use.
 */
export function receive(
  change: Change,
  rows: CacheRows,
  outbox: Outbox,
  country: CityInfo['country'],
  received: Received,
): void {
  // What is read to citizens is believed out of a signed bundle only (`knowledge-sync.ts`).
  if (!isEntity(change.entity) || isPublished(change.entity)) return
  if (change.doc === null) return forget(change.entity, change.id, rows, received)
  const parsed = entities[change.entity].safeParse(change.doc)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    rows.knowledge.noteProblem({
      entity: change.entity,
      id: change.id,
      field: issue?.path.join('.') ?? '',
      rule: issue?.message ?? '',
    })
    received.knowledge = true
    return
  }
  rows.knowledge.clearProblem(change.entity, change.id)
  keep(change.entity, change.id, parsed.data, rows, outbox, country, received)
}

function keep(
  entity: Entity,
  id: string,
  doc: unknown,
  rows: CacheRows,
  outbox: Outbox,
  country: CityInfo['country'],
  received: Received,
): void {
  switch (entity) {
    case 'citizen': {
      const citizen = entities.citizen.parse(doc)
      // A language chosen here that the city has not heard of yet stays on top.
      const chosen = outbox.stateOf(id) === 'pending' ? rows.citizens.byId(id)?.language : citizen.language
      const phones = citizen.phones.map((phone) => normalisePhone(phone, country))
      rows.citizens.put(speaking({ ...citizen, phones }, chosen))
      received.contacts = true
      return
    }
    case 'interaction': {
      // What this desk has not sent yet, or still works on, is newer than what comes back.
      const own = rows.interactions.byId(id)
      const unfinished = own && (own.state === 'offered' || own.state === 'active' || own.state === 'wrap-up')
      if (unfinished || outbox.stateOf(id) !== 'none') return
      rows.interactions.put(entities.interaction.parse(doc))
      received.contacts = true
      return
    }
    case 'service-request': {
      // Also while its command still waits: the backend has it then, only the answer got lost. Were the desk's own
      // word put over it, the number would be gone for good, because it is not told a second time.
      rows.serviceRequests.put(entities['service-request'].parse(doc))
      received.serviceRequestIds.push(id)
      return
    }
    case 'reading': {
      // Read on another desk of his.
      const { agentId, readAt, ...receipt } = entities.reading.parse(doc)
      if (!rows.bundleRecords.markRead(agentId, receipt, readAt)) return
      knowOnShelf(rows, { agentId, readAt, ...receipt })
      received.knowledge = true
      return
    }
    case 'bundle':
      return wantBundle(rows, entities.bundle.parse(doc).bundleVersion)
    default:
      rows.knowledge.put(entity, id, doc as never)
      received.knowledge = true
  }
}

/** What he read there no longer counts as changed among his own records here. */
function knowOnShelf(rows: CacheRows, { agentId, entity, id, version, readAt }: KnownReading): void {
  if (entity !== 'procedure' && entity !== 'article') return
  const doc = rows.knowledge.one(entity, id)
  const name = { kind: entity, id }
  if (doc && doc.version <= version && rows.shelf.known(agentId, name))
    rows.shelf.know(agentId, name, readAt, doc)
}

function forget(entity: Entity, id: string, rows: CacheRows, received: Received): void {
  switch (entity) {
    case 'citizen':
      return rows.citizens.remove(id)
    case 'interaction':
      return rows.interactions.remove(id)
    case 'service-request':
      received.serviceRequestIds.push(id)
      return rows.serviceRequests.remove(id)
    case 'bundle':
    case 'reading':
      return
    default:
      received.knowledge = true
      return rows.knowledge.remove(entity, id)
  }
}

function isEntity(name: string): name is Entity {
  return Object.hasOwn(entities, name)
}
