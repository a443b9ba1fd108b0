import { z } from 'zod'
import { Delivery, ServiceRequest } from '../domain/service-request.ts'
import { request, nothing } from './request.ts'

export const serviceRequestsRequests = {
  'serviceRequests.list': request(
    nothing,
    z.array(z.object({ request: ServiceRequest, delivery: Delivery, unitName: z.string() })),
  ),
} as const
