import { entities, type Change, type CityInfo, type Entity } from '../../shared/backend-api.ts'
import type { KnownReading } from '../../shared/domain/publishing/read-receipt.ts'
import { isPublished } from '../../shared/domain/publishing/record.ts'
import { speaking } from '../../shared/domain/citizen.ts'
import type { ServiceRequest } from '../../shared/domain/service-request.ts'
import { namesRequester, withoutPerson, withoutRequester } from '../../shared/domain/without-person.ts'
import { normalisePhone } from '../../shared/domain/phone-number.ts'
import type { CacheRows } from '../db/rows.ts'
import { wantBundle } from './knowledge-sync.ts'
import type { Outbox } from './outbox.ts'

/** What a page of changes touched, so that the pages hear ids and read again. */
export interface Received {
  serviceRequestIds: string[]
  knowledge: boolean
  contacts: boolean
  appointments: boolean
}

/** For whom a desk takes changes in. */
export interface Receiver {
  agentId: string
  country: CityInfo['country']
  /** A case that this agent answers for: it is kept whole while it is open. */
  inWork(request: ServiceRequest): boolean
  /** The city's word with what was decided here and has not arrived yet on top (architecture §6). */
  onTop(request: ServiceRequest): ServiceRequest
}

/**
 * Takes one change into the cache. A record of an unknown kind is left alone (a newer backend); one that breaks
 * a rule is noted with field and rule and the last good one stays in use.
 */
export function receive(
  change: Change,
  rows: CacheRows,
  outbox: Outbox,
  receiver: Receiver,
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
  keep(change.entity, change.id, parsed.data, rows, outbox, receiver, received)
}

function keep(
  entity: Entity,
  id: string,
  doc: unknown,
  rows: CacheRows,
  outbox: Outbox,
  receiver: Receiver,
  received: Received,
): void {
  switch (entity) {
    case 'citizen': {
      const citizen = entities.citizen.parse(doc)
      // A language chosen here that the city has not heard of yet stays on top.
      const chosen = outbox.stateOf(id) === 'pending' ? rows.citizens.byId(id)?.language : citizen.language
      const phones = citizen.phones.map((phone) => normalisePhone(phone, receiver.country))
      // Nobody becomes known here by a change: who calls is asked when he calls (domain §6.3).
      rows.citizens.refresh(speaking({ ...citizen, phones }, chosen))
      received.contacts = true
      return
    }
    case 'interaction': {
      // What this desk has not sent yet, or still works on, is newer than what comes back.
      const own = rows.interactions.byId(id)
      const unfinished = own && (own.state === 'offered' || own.state === 'active' || own.state === 'wrap-up')
      if (unfinished || outbox.stateOf(id) !== 'none') return
      const interaction = entities.interaction.parse(doc)
      if (!own && interaction.agentId !== receiver.agentId) return
      const whole = own !== undefined && own.number !== ''
      rows.interactions.put(whole ? interaction : withoutPerson(interaction))
      received.contacts = true
      return
    }
    case 'appointment':
      rows.appointments.put(entities.appointment.parse(doc))
      received.appointments = true
      return
    case 'service-request': {
      // Also while its command still waits: the backend has it then, only the answer got lost. Were the desk's own
      // word put over it, the number would be gone for good, because it is not told a second time.
      const request = receiver.onTop(entities['service-request'].parse(doc))
      const own = rows.serviceRequests.byId(id)
      const whole = (own && namesRequester(own)) || outbox.stateOf(id) !== 'none' || receiver.inWork(request)
      rows.serviceRequests.put(whole ? request : withoutRequester(request))
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
    case 'appointment':
      received.appointments = true
      return rows.appointments.remove(id)
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
