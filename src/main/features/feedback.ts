import { z } from 'zod'
import type { OwnFeedback } from '../../shared/contract.ts'
import { paths } from '../../shared/backend-api.ts'
import { Feedback } from '../../shared/domain/feedback.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'
import type { Question } from '../sync/backend-client.ts'
import type { Outbox } from '../sync/outbox.ts'
import { refuseCardNumber } from '../refuse-card-number.ts'

export interface FeedbackDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  /** Where it is noticed in a contact, that contact goes with it. */
  contactInHand: () => string | undefined
  ask: <S extends z.ZodType>(question: Question<S>) => Promise<z.infer<S>>
  /** A command was appended: sync may send it. */
  onIssued: () => void
}

/** *Esto está mal*: kept here at once and sent as a command, so that nothing noticed offline is lost. */
export function createFeedback(deps: FeedbackDeps): { readonly handlers: HandlersOf<'feedback'> } {
  const { rows, outbox } = deps
  const agentId = () => {
    const signedIn = deps.agentId()
    if (signedIn === undefined) throw new DeskError('unauthorised', 'Sign in first.')
    return signedIn
  }

  function mine(): OwnFeedback[] {
    const me = agentId()
    return rows.knowledge
      .all('feedback')
      .filter((feedback) => feedback.agentId === me)
      .toSorted((a, b) => (a.feedbackId < b.feedbackId ? 1 : -1))
      .map((feedback) => ({ feedback, delivery: deliveryOf(outbox.stateOf(feedback.feedbackId)) }))
  }

  return {
    handlers: {
      'feedback.give'({ kind, id, fact, words }) {
        refuseCardNumber('words', words)
        const record = rows.knowledge.one(kind, id)
        if (!record) throw new DeskError('not-found', `No ${kind} named ${id}.`)
        const interactionId = deps.contactInHand()
        const feedback: Feedback = {
          feedbackId: deps.newId(),
          about: { kind, id, title: record.title, version: record.version },
          fact,
          words,
          ...(interactionId === undefined ? {} : { interactionId }),
          agentId: agentId(),
          at: new Date(deps.clock.now()).toISOString(),
          status: 'open',
        }
        rows.durably(() => {
          rows.knowledge.put('feedback', feedback.feedbackId, feedback)
          outbox.append({
            commandId: deps.newId(),
            type: 'feedback.give',
            subject: feedback.feedbackId,
            issuedAt: feedback.at,
            agentId: feedback.agentId,
            payload: { feedback },
          })
        })
        deps.onIssued()
        return null
      },
      'feedback.mine': mine,
      'feedback.list': () => deps.ask({ method: 'GET', path: paths.feedback, reply: z.array(Feedback) }),
      'feedback.answer'({ feedbackId, words }) {
        refuseCardNumber('words', words)
        return deps.ask({
          method: 'POST',
          path: `${paths.feedback}/${feedbackId}/answer`,
          body: { words },
          reply: Feedback,
        })
      },
    },
  }
}

function deliveryOf(state: ReturnType<Outbox['stateOf']>): OwnFeedback['delivery'] {
  switch (state) {
    case 'none':
      return 'sent'
    case 'pending':
      return 'kept'
    case 'rejected':
      return 'rejected'
  }
}
