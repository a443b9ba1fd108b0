import { delivery, type Delivery, type ServiceRequest } from '../../shared/domain/service-request.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Outbox } from '../sync/outbox.ts'

const listLimit = 200

/** A case as the desk shows it: the row, how far it got, and whose it is now. */
export interface RequestView {
  request: ServiceRequest
  delivery: Delivery
  unitName: string
}

export interface ServiceRequestsFeature {
  readonly handlers: HandlersOf<'serviceRequests'>
  of(who: { citizenId: string | undefined; phone: string }, limit: number): RequestView[]
}

/** The cases of this desk and of its citizens, with the whole way *Guardado aquí → Enviado → Recibido*. */
export function createServiceRequests(deps: {
  rows: CacheRows
  outbox: Outbox
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
    of: (who, limit) => rows.serviceRequests.of(who, limit).map(view),
    handlers: {
      'serviceRequests.list'() {
        deps.onListed()
        return rows.serviceRequests.newest(listLimit).map(view)
      },
    },
  }
}
