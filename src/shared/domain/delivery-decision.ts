import { z } from 'zod'
import { Code, Id } from './basics.ts'

/**
 * What a person decides about a case that another system did not take, or of which nobody knows whether it did:
 * `again` sends it once more, with other words where they were the trouble; `arrived` says under which number it
 * was found there; `give-up` leaves it to our own unit.
 */
export const DeliveryDecision = z.object({
  serviceRequestId: Id,
  destination: Code,
  decision: z.enum(['again', 'arrived', 'give-up']),
  reason: z.string().min(3).max(300),
  /** The other system's number, where the case was found. */
  reference: z.string().min(1).max(200).optional(),
  correction: z.object({ address: z.string().max(300), description: z.string().max(4000) }).optional(),
})
export type DeliveryDecision = z.infer<typeof DeliveryDecision>

/** Refused with these words, which the desk has in both languages. */
export const deliveryRefusals = { settled: 'delivery-settled', noNumber: 'delivery-without-number' } as const
export type DeliveryRefusal = (typeof deliveryRefusals)[keyof typeof deliveryRefusals]
