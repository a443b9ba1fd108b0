import { z } from 'zod'
import { Code, Id } from '../domain/basics.ts'
import { Feedback, FeedbackFact } from '../domain/feedback.ts'
import { done, nothing, request } from './request.ts'
import { RecordKind } from './records.ts'

/** Words to the team lead, with how far they got. */
export const OwnFeedback = z.object({
  feedback: Feedback,
  delivery: z.enum(['kept', 'sent', 'rejected']),
})
export type OwnFeedback = z.infer<typeof OwnFeedback>

export const feedbackRequests = {
  /** Works with the cable out: it waits in the outbox. */
  'feedback.give': request(
    z.object({ kind: RecordKind, id: Code, fact: FeedbackFact, words: z.string().min(3).max(1000) }),
    done,
  ),
  /** What this agent gave, newest first, with the answers. */
  'feedback.mine': request(nothing, z.array(OwnFeedback)),
  /** Online only, for team leads: everybody's, the open ones first. */
  'feedback.list': request(nothing, z.array(Feedback)),
  'feedback.answer': request(z.object({ feedbackId: Id, words: z.string().min(1).max(1000) }), Feedback),
} as const
