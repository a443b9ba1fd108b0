import type { RecordView } from '../../src/shared/contract.ts'
import type { Feedback } from '../../src/shared/domain/feedback.ts'
import type { Handlers } from '../../src/shared/serve.ts'
import * as city from './fake-city.ts'

type RecordHandlers = Pick<
  Handlers,
  | 'records.read'
  | 'records.open'
  | 'records.known'
  | 'records.favour'
  | 'records.shelf'
  | 'records.escalate'
  | 'feedback.give'
  | 'feedback.mine'
  | 'feedback.list'
  | 'feedback.answer'
>

/**
 * Records as one agent finds them: the procedure was changed since he knew it and its review is overdue, the
 * article has expired.
 */
export function fakeRecords(deps: {
  changed: () => void
  gave: () => void
  contact: () => Awaited<ReturnType<Handlers['records.escalate']>>
}): RecordHandlers {
  let favourite = false
  let known = false
  let escalated = false
  let answer: Feedback['answer']
  let given: Feedback | undefined

  const procedure = (): RecordView => ({
    ...city.recordView('procedure'),
    kind: 'procedure',
    record: { ...city.procedure, reviewDue: '2026-11-01' },
    earlier: known
      ? null
      : {
          ...city.procedure,
          version: 1,
          reviewDue: '2026-11-01',
          summary: 'Entrega de una canasta a hogares.',
        },
    standing: 'review-due',
    favourite,
    knownSince: '2026-10-02T10:00:00Z',
  })
  const article = (): RecordView => ({
    ...city.recordView('article'),
    kind: 'article',
    record: { ...city.article, validTo: '2026-10-31' },
    earlier: null,
    standing: 'expired',
    mustEscalate: true,
    escalated,
  })
  const feedback = (): Feedback => ({
    feedbackId: '01KAA0000000000000000FEED1',
    about: { kind: 'procedure', id: 'kit', title: city.procedure.title, version: 2 },
    fact: 'time',
    words: 'Ya tarda una semana.',
    interactionId: '01KAA00000000000000000C0N1',
    agentId: 'uio-02',
    at: '2026-11-20T15:00:00Z',
    status: answer ? 'answered' : 'open',
    ...(answer ? { answer } : {}),
  })
  const change = (what: () => void) => () => {
    what()
    deps.changed()
    return null
  }

  return {
    'records.read': ({ kind }) => (kind === 'procedure' ? procedure() : article()),
    'records.open': () => null,
    'records.known': change(() => (known = true)),
    'records.favour': ({ favourite: wanted }) => change(() => (favourite = wanted))(),
    'records.shelf': () => ({
      favourites: favourite
        ? [
            {
              kind: 'procedure',
              id: 'kit',
              title: city.procedure.title,
              standing: 'review-due',
              changed: !known,
            },
          ]
        : [],
      recent: [
        {
          kind: 'procedure',
          id: 'kit',
          title: city.procedure.title,
          standing: 'review-due',
          changed: !known,
        },
        {
          kind: 'article',
          id: city.article.articleId,
          title: city.article.title,
          standing: 'expired',
          changed: false,
        },
      ],
    }),
    'records.escalate'() {
      escalated = true
      deps.changed()
      return deps.contact()
    },
    'feedback.give'({ fact, words }) {
      given = { ...feedback(), fact, words, agentId: 'uio-01' }
      deps.gave()
      return null
    },
    'feedback.mine': () => (given ? [{ feedback: given, delivery: 'kept' }] : []),
    'feedback.list': () => [feedback()],
    'feedback.answer'({ words }) {
      answer = { by: 'uio-01', at: '2026-11-21T09:00:00Z', words }
      return feedback()
    },
  }
}
