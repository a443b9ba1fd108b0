import { z } from 'zod'
import { Attachment, mostAttachments } from './attachment.ts'
import { Code, Id, Instant } from './basics.ts'
import { SecondLevel } from './cases/case-step.ts'
import { Dossier } from './cases/dossier.ts'
import { AppointmentWish, Escalation } from './second-level.ts'

/**
 * `waiting` is tried again by itself; `held` and `refused` wait for a person, with the reason; at `given-up` a
 * person left the case to our own unit.
 */
export const DestinationState = z.object({
  name: Code,
  state: z.enum(['waiting', 'held', 'refused', 'received', 'given-up']),
  since: Instant,
  reason: z.string().max(500).optional(),
  /** The destination's own number of the case. */
  reference: z.string().max(200).optional(),
})
export type DestinationState = z.infer<typeof DestinationState>

/** A case (screen: *caso*), in Open311's terms: only `open` and `closed`, the rest is notes and destinations. */
export const ServiceRequest = z.object({
  serviceRequestId: Id,
  /** Given by the backend; until then the screen says *Guardado aquí*. */
  referenceNumber: z.string().max(40).optional(),
  serviceCode: Code,
  unitId: Code.optional(),
  status: z.enum(['open', 'closed']),
  statusNotes: z.string().max(1000).optional(),
  citizenId: Id.optional(),
  requesterName: z.string().max(200),
  phone: z.string().max(64),
  email: z.string().max(254).optional(),
  address: z.string().max(300),
  /** WGS84, degrees. */
  position: z.object({ lat: z.number().min(-90).max(90), long: z.number().min(-180).max(180) }).optional(),
  /** The city's own name of an address, where it has an address register. */
  addressId: z.string().max(100).optional(),
  mediaUrl: z.string().max(2000).optional(),
  description: z.string().max(4000),
  /** Several values of one list stand one per line. */
  attributes: z.record(z.string().max(80), z.string().max(1000)),
  interactionId: Id.optional(),
  /** What the citizen showed of it; the files themselves are at the backend. */
  attachments: z.array(Attachment).max(mostAttachments).optional(),
  /** Level 1 could not answer: a specialist must, for this reason. */
  escalation: Escalation.optional(),
  /** The citizen wants to come; the unit gives the hour. */
  appointmentWish: AppointmentWish.optional(),
  /** The hour that was booked for it. */
  appointmentId: Id.optional(),
  /** The area of the city that the place lies in, where it has areas: it decides which unit answers. */
  areaId: Code.optional(),
  /** Who filed it: what level 2 says comes back to him. */
  filedBy: Code.optional(),
  /** What was asked and answered, for whoever goes on with it. */
  dossier: Dossier.optional(),
  /** Where it stands between the two levels; absent for a case that never left level 1. */
  secondLevel: SecondLevel.optional(),
  /** When the citizen was given the number. */
  referenceToldAt: Instant.optional(),
  requestedAt: Instant,
  updatedAt: Instant,
  /** When the unit's queue took it: the last of *Guardado aquí → Enviado → Recibido por*. */
  receivedAt: Instant.optional(),
  /** Systems of others that the case goes to, each with how far it got and since when. */
  destinations: z.array(DestinationState).max(10).optional(),
})
export type ServiceRequest = z.infer<typeof ServiceRequest>

/** The life of a case on its way, as the agent reads it. Derived from the outbox and the row, never stored. */
export const Delivery = z.enum(['saved-here', 'sent', 'received', 'rejected'])
export type Delivery = z.infer<typeof Delivery>

export function delivery(request: ServiceRequest, outbox: 'none' | 'pending' | 'rejected'): Delivery {
  if (outbox === 'rejected') return 'rejected'
  if (outbox === 'pending') return 'saved-here'
  return request.receivedAt === undefined ? 'sent' : 'received'
}
