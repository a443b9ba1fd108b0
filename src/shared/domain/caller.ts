import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'
import { Citizen } from './citizen.ts'
import { Disposition } from './disposition.ts'
import { ServiceRequest } from './service-request.ts'

/** Enough for a screen; whoever needs more asks for the case. */
export const mostOfCaller = 8

/** A contact of the past as the card lists it: no word of what was said. */
export const PastContact = z.object({
  interactionId: Id,
  at: Instant,
  queue: z.string().max(256),
  disposition: Disposition.optional(),
})
export type PastContact = z.infer<typeof PastContact>

/** Asked when a call rings or a number is dialled. In the body and never in an address: addresses are logged. */
export const AskCaller = z.object({ number: z.string().min(1).max(256) })

/**
 * Who a number belongs to, for the one contact that is on the line. Contacts with a protected outcome are not among
 * the history (domain §4.6), and the cases come without their person: the citizen stands beside them.
 */
export const CallerAnswer = z.object({
  citizen: Citizen.nullable(),
  history: z.array(PastContact).max(mostOfCaller),
  requests: z.array(ServiceRequest).max(mostOfCaller),
})
export type CallerAnswer = z.infer<typeof CallerAnswer>

/** Asked while a case is written; the place as the agent wrote it. */
export const AskSameCases = z.object({
  serviceCode: Code,
  number: z.string().max(256),
  address: z.string().max(300),
})

/** A case that is perhaps the one being written, without whose it is: the same place may be a neighbour's case. */
export const SameCase = z.object({
  serviceRequestId: Id,
  referenceNumber: z.string().max(40).optional(),
  status: z.enum(['open', 'closed']),
  requestedAt: Instant,
})
export type SameCase = z.infer<typeof SameCase>
export const SameCases = z.array(SameCase).max(10)
