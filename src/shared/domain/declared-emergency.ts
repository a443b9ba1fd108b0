import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'

/** F-DISC's one exception: a team lead's word that reaches an agent outside of the shift, with its reason on record. */
export const DeclaredEmergency = z.object({
  emergencyId: Id,
  agentId: Code,
  agentName: z.string().max(120),
  byAgentId: Code,
  byName: z.string().max(120),
  at: Instant,
  /** Why it could not wait for the next shift. */
  reason: z.string().trim().min(10).max(300),
  words: z.string().trim().min(3).max(500),
  readAt: Instant.nullable(),
})
export type DeclaredEmergency = z.infer<typeof DeclaredEmergency>

/** What a lead says; everything else the backend knows. */
export const DeclareEmergency = DeclaredEmergency.pick({ reason: true, words: true }).strict()
