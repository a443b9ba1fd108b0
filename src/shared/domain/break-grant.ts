import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'

/** What a lead may give on top of the breaks that are owed; nothing can be taken away with it (F-OCC). */
export const GrantBreak = z.strictObject({ minutes: z.number().int().min(2).max(30) })

/** A break that a lead granted one agent in the shift of that moment: in the next one it is over. */
export const BreakGrant = z.object({
  grantId: Id,
  agentId: Code,
  minutes: GrantBreak.shape.minutes,
  byAgentId: Code,
  byName: z.string().min(1).max(120),
  at: Instant,
})
export type BreakGrant = z.infer<typeof BreakGrant>
