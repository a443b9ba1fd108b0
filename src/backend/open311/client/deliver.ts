import type { Kysely } from 'kysely'
import { Interaction } from '../../../shared/domain/interaction.ts'
import { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { readRecord } from '../../changes/change-log.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/schema.ts'
import type { Open311Destination } from '../settings.ts'
import { beginSending, readControl, type Delivery, type Outcome } from './deliveries.ts'
import type { GeoReport, Sent } from './georeport.ts'
import { formFor } from './outgoing.ts'
import { searchLost } from './search.ts'

export interface DeliverDeps {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly destination: Open311Destination
  readonly georeport: GeoReport
}

/** A server that lost the connection may still be writing: before this time, absence proves nothing. */
const settlesWithinMs = 60_000
const firstWaitMs = 2_000
/** Cases go soon after the city is back; what spares a city that is away is the forwarder's quiet. */
const longestWaitMs = 3 * 60_000
const firstTokenWaitMs = 5_000
/** A batch that is read by hand takes hours or days. */
const longestTokenWaitMs = 10 * 60_000

/**
 * One step of one delivery. Never throws for what the other side does; undefined where another process has taken
 * the delivery over.
 */
export async function deliver(deps: DeliverDeps, taken: Delivery): Promise<Outcome | undefined> {
  if (taken.token !== null) return resolved(await deps.georeport.resolve(taken.token), taken, taken.token)

  const request = ServiceRequest.optional().parse(
    await readRecord(deps.db, 'service-request', taken.service_request_id),
  )
  if (!request) return { state: 'refused', reason: 'El caso ya no existe aquí.', nextMs: undefined }
  const read = await deps.georeport.catalogue()
  if (read.kind !== 'catalogue') return stays(taken, read.reason)
  const code = deps.destination.services[request.serviceCode]
  const service = code === undefined ? undefined : read.catalogue.services.get(code)
  if (!service)
    return { state: heldAs(taken), reason: 'El otro sistema no ofrece este servicio.', nextMs: undefined }

  if (taken.state !== 'queued') {
    const listed = service.kind === 'realtime'
    return await lookFor(deps, taken, request.serviceCode, service.code, listed)
  }
  const contact = Interaction.optional().parse(
    request.interactionId && (await readRecord(deps.db, 'interaction', request.interactionId)),
  )
  const form = formFor(request, contact, service, deps.destination.requester)
  if (!(await beginSending(deps.db, taken, deps.clock.now()))) return undefined
  return settled(await deps.georeport.create(service, form), taken)
}

function settled(sent: Sent, taken: Delivery): Outcome {
  switch (sent.kind) {
    case 'created':
      return { state: 'delivered', reference: sent.reference.slice(0, 200) }
    case 'taken':
      return { state: 'delivered', reference: null }
    case 'token':
      return { state: 'token-pending', token: sent.token, reason: null, nextMs: firstTokenWaitMs }
    case 'refused':
      return { state: 'refused', reason: sent.reason, nextMs: undefined }
    case 'later':
    case 'unknown': {
      const nextMs = (sent.kind === 'later' ? sent.afterMs : undefined) ?? waitOf(taken.attempts, firstWaitMs)
      return { state: sent.kind === 'later' ? 'queued' : 'unknown', reason: sent.reason, nextMs }
    }
  }
}

/** The city has the case, whatever it says to the token: it is asked again, ever more slowly, and never sent again. */
function resolved(sent: Sent, taken: Delivery, token: string): Outcome {
  if (sent.kind === 'created') return settled(sent, taken)
  const reason = 'reason' in sent ? sent.reason : null
  return {
    state: 'token-pending',
    token,
    reason,
    nextMs: waitOf(taken.attempts, firstTokenWaitMs, longestTokenWaitMs),
  }
}

/** After an outcome that nobody heard: found there, surely absent and sent again, or for a person to decide. */
async function lookFor(
  deps: DeliverDeps,
  taken: Delivery,
  ownCode: string,
  serviceCode: string,
  listed: boolean,
): Promise<Outcome> {
  const sentAt = taken.sent_at ?? taken.queued_at
  const found = await searchLost(deps.georeport, {
    clientReference: taken.service_request_id,
    serviceCode,
    sentAt,
    control: await readControl(deps.db, taken.destination, [ownCode], sentAt),
  })
  switch (found.kind) {
    case 'found':
      return { state: 'delivered', reference: found.reference.slice(0, 200) }
    case 'later':
      return stays(taken, found.reason)
    case 'inconclusive':
      return { state: 'unknown', reason: found.reason, nextMs: undefined }
    case 'absent': {
      const leftMs = sentAt.getTime() + settlesWithinMs - deps.clock.now()
      const reason = 'No se sabe si llegó: se busca allí antes de enviarlo otra vez.'
      if (leftMs > 0) return { state: 'unknown', reason, nextMs: leftMs }
      if (!listed)
        return {
          state: 'unknown',
          reason: 'Allí no se listan los casos de este servicio.',
          nextMs: undefined,
        }
      return { state: 'queued', reason: null, nextMs: 0 }
    }
  }
}

/** Nothing was sent in this step: what was unknown stays unknown. */
function stays(taken: Delivery, reason: string): Outcome {
  return {
    state: taken.state === 'queued' ? 'queued' : 'unknown',
    reason,
    nextMs: waitOf(taken.attempts, firstWaitMs),
  }
}

function heldAs(taken: Delivery): 'refused' | 'unknown' {
  return taken.state === 'queued' ? 'refused' : 'unknown'
}

function waitOf(attempts: number, firstMs: number, longestMs = longestWaitMs): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20))
}
