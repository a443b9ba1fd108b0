import { z } from 'zod'
import { Id } from '../domain/basics.ts'
import { Handover, HandoverCase } from '../domain/handover.ts'
import { done, nothing, request } from './request.ts'

/** What is being written; kept here with every word, and left by itself when the shift ends the session. */
export const HandoverDraft = z.object({
  words: z.string().max(1000),
  serviceRequestIds: z.array(Id).max(50),
})
export type HandoverDraft = z.infer<typeof HandoverDraft>

export const handoverRequests = {
  'handover.own': request(
    nothing,
    z.object({
      draft: HandoverDraft,
      /** Open cases of the last shift that can be named in it. */
      cases: z.array(HandoverCase.extend({ service: z.string() })),
      /** The last note left from this desk today, and how far it got. */
      left: z.object({ handover: Handover, delivery: z.enum(['kept', 'sent', 'rejected']) }).nullable(),
      /** The shift ends soon or is over: now is the time to write. */
      due: z.boolean(),
    }),
  ),
  'handover.keep': request(HandoverDraft, done),
  /** Works with the cable out. `invalid-input` for an empty note or one that holds a card's number. */
  'handover.leave': request(HandoverDraft, done),
  /** Notes for this agent's queues, newest first; a team lead reads all. */
  'handover.list': request(
    nothing,
    z.array(z.object({ handover: Handover, services: z.array(z.string()), mine: z.boolean() })),
  ),
  'handover.take': request(z.object({ handoverId: Id }), done),
} as const
