import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'

/** What of a record an agent found wrong, in the order of the six facts. */
export const FeedbackFact = z.enum(['what', 'who', 'cost', 'time', 'where', 'papers', 'other'])
export type FeedbackFact = z.infer<typeof FeedbackFact>

/** *Esto está mal*: an agent's word to the team lead about a record, and the answer to it. */
export const Feedback = z.object({
  feedbackId: Id,
  about: z.object({
    kind: z.enum(['procedure', 'article']),
    id: Code,
    title: z.string().max(200),
    version: z.number().int().positive(),
  }),
  fact: FeedbackFact,
  words: z.string().min(3).max(1000),
  /** The contact in which it was noticed. */
  interactionId: Id.optional(),
  agentId: Code,
  at: Instant,
  status: z.enum(['open', 'answered']),
  answer: z.object({ by: Code, at: Instant, words: z.string().min(1).max(1000) }).optional(),
})
export type Feedback = z.infer<typeof Feedback>
