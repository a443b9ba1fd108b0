import { z } from 'zod'
import { Id, Instant, PhoneNumber } from './basics.ts'

/** Somebody who contacted the city. Only what the desk needs to greet and to file a case. */
export const Citizen = z.object({
  citizenId: Id,
  name: z.string().max(200),
  phones: z.array(PhoneNumber).max(10),
  /** Cédula, DNI or NIE; masked on screen until revealed. */
  document: z.string().max(32).optional(),
  prefers: z.string().max(200).optional(),
  address: z.string().max(300).optional(),
  updatedAt: Instant,
})
export type Citizen = z.infer<typeof Citizen>
