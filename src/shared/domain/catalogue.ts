import { z } from 'zod'
import { Code, Day } from './basics.ts'

/** A municipal department that receives cases and transfers. */
export const Unit = z.object({
  unitId: Code,
  name: z.string().min(1),
  phone: z.string().optional(),
  hours: z.string().optional(),
  source: z.string().min(1),
  reviewedOn: Day,
})
export type Unit = z.infer<typeof Unit>

/** What a citizen can ask for: category of a case, and the unit that answers for it. */
export const Service = z.object({
  serviceCode: Code,
  name: z.string().min(1),
  description: z.string(),
  unitId: Code,
  keywords: z.array(z.string()),
})
export type Service = z.infer<typeof Service>

/** Where contacts wait. */
export const Queue = z.object({
  queueId: Code,
  name: z.string().min(1),
  priority: z.number().int().min(0).max(9),
  scriptId: Code.optional(),
})
export type Queue = z.infer<typeof Queue>
