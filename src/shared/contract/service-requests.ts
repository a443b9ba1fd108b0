import { z } from 'zod'
import { DeliveryDecision } from '../domain/delivery-decision.ts'
import { Delivery, ServiceRequest } from '../domain/service-request.ts'
import { done, request, nothing } from './request.ts'

export const serviceRequestsRequests = {
  'serviceRequests.list': request(
    nothing,
    z.array(z.object({ request: ServiceRequest, delivery: Delivery, unitName: z.string() })),
  ),
  /** About a delivery to another system that waits for a person (`held`, `refused`). */
  'serviceRequests.decide': request(DeliveryDecision, done),
} as const
