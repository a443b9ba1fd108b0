import { z } from 'zod'
import { Id, Instant } from './basics.ts'

/** What an agent took back after it was refused: whole, with the refusal and his reason, so that nothing is lost. */
export const DiscardedCommand = z.object({
  commandId: Id,
  type: z.string().min(1).max(80),
  subject: z.string().min(1).max(80),
  issuedAt: Instant,
  /** Why it was not taken. */
  refusal: z.string().max(500),
  /** Why the agent let it go. */
  reason: z.string().min(3).max(300),
  /** As it would have been sent. */
  payload: z.unknown(),
})
export type DiscardedCommand = z.infer<typeof DiscardedCommand>
