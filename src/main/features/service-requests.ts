import type { Command } from '../../shared/commands.ts'
import type { DeliveryDecision } from '../../shared/domain/delivery-decision.ts'
import {
  delivery,
  type Delivery,
  type DestinationState,
  type ServiceRequest,
} from '../../shared/domain/service-request.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'
import type { Outbox } from '../sync/outbox.ts'
import { refuseCardNumber } from '../refuse-card-number.ts'

const listLimit = 200

/** A case as the desk shows it: the row, how far it got, and whose it is now. */
export interface RequestView {
  request: ServiceRequest
  delivery: Delivery
  unitName: string
}

export interface ServiceRequestsFeature {
  readonly handlers: HandlersOf<'serviceRequests'>
  viewOf(request: ServiceRequest): RequestView
  /** `told`: what the city said of his cases; what this desk has of one is newer. */
  of(
    who: { citizenId: string | undefined; phone: string },
    told: readonly ServiceRequest[],
    limit: number,
  ): RequestView[]
}

/** The cases of this desk and of its citizens, with the whole way *Guardado aquí → Enviado → Recibido*. */
export function createServiceRequests(deps: {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  /** A decision was taken: sync may send it. */
  onIssued: (serviceRequestId: string) => void
  /** The agent looked at the whole list. */
  onListed: () => void
}): ServiceRequestsFeature {
  const { rows, outbox } = deps
  const view = (request: ServiceRequest): RequestView => ({
    request,
    delivery: delivery(request, outbox.stateOf(request.serviceRequestId)),
    unitName:
      request.unitId === undefined
        ? ''
        : (rows.knowledge.one('unit', request.unitId)?.name ?? request.unitId),
  })
  return {
    viewOf: view,
    of(who, told, limit) {
      const found = new Map(rows.serviceRequests.of(who, limit).map((one) => [one.serviceRequestId, one]))
      for (const one of told)
        if (!found.has(one.serviceRequestId))
          found.set(one.serviceRequestId, rows.serviceRequests.byId(one.serviceRequestId) ?? one)
      return [...found.values()]
        .toSorted((one, other) => other.requestedAt.localeCompare(one.requestedAt))
        .slice(0, limit)
        .map(view)
    },
    handlers: {
      'serviceRequests.list'() {
        deps.onListed()
        return rows.serviceRequests.newest(listLimit).map(view)
      },
      'serviceRequests.decide'(decision) {
        const agentId = deps.agentId()
        if (agentId === undefined) throw new DeskError('unauthorised', 'Sign in first.')
        const request = rows.serviceRequests.byId(decision.serviceRequestId)
        const way = request?.destinations?.find(({ name }) => name === decision.destination)
        if (!request || !way) throw new DeskError('not-found', 'That case does not go there.')
        if (way.state !== 'held' && way.state !== 'refused')
          throw new DeskError('conflict', 'That delivery does not wait for anybody.')
        const { correction } = decision
        refuseCardNumber('reason', decision.reason)
        if (correction) refuseCardNumber('correction', `${correction.address}\n${correction.description}`)
        const at = new Date(deps.clock.now()).toISOString()
        rows.durably(() => {
          rows.serviceRequests.put(decided(request, decision, at))
          outbox.append({
            commandId: deps.newId(),
            type: 'delivery.decide',
            subject: decision.serviceRequestId,
            issuedAt: at,
            agentId,
            payload: { decision },
          })
        })
        deps.onIssued(decision.serviceRequestId)
        return null
      },
    },
  }
}

/** The same for a decision that waits: the city's older word does not take it back. */
export function withDecisions(request: ServiceRequest, waiting: readonly Command[]): ServiceRequest {
  return waiting.reduce(
    (standing, command) =>
      command.type === 'delivery.decide'
        ? decided(standing, command.payload.decision, command.issuedAt)
        : standing,
    request,
  )
}

const standsAfter = { again: 'waiting', arrived: 'received', 'give-up': 'given-up' } as const

/** As the backend will say it, so that the list shows at once what was decided. */
function decided(request: ServiceRequest, decision: DeliveryDecision, at: string): ServiceRequest {
  const { destination, reference, correction } = decision
  const way: DestinationState = {
    name: destination,
    state: standsAfter[decision.decision],
    since: at,
    ...(decision.decision === 'arrived' && reference !== undefined ? { reference } : {}),
    ...(decision.decision === 'give-up' ? { reason: decision.reason } : {}),
  }
  const destinations = (request.destinations ?? []).map((one) => (one.name === destination ? way : one))
  return { ...request, ...correction, destinations }
}
