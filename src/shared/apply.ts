import type { CommandPayload } from './commands.ts'
import { enterSecondLevel, type AnswerTerms, type StepAuthor } from './domain/cases/case-life.ts'
import { isProtected } from './domain/protected-outcome.ts'
import type { Feedback } from './domain/feedback.ts'
import type { Interaction } from './domain/interaction.ts'
import type { ServiceRequest } from './domain/service-request.ts'

/** What the backend adds to a case when it accepts it. */
export interface AcceptedCase {
  referenceNumber: string
  unitId: string
  at: string
  /** Systems of others that it goes to from here. */
  destinations?: readonly string[]
  /** Nobody where another program files it. */
  filedBy?: StepAuthor
  /** The unit's promise for what is escalated. */
  terms: AnswerTerms
}

/** The backend's word stands over the desk's: number, unit, who filed it and whether it was received are never the desk's to say. */
export function applyServiceRequestCreate(
  { request }: CommandPayload<'serviceRequest.create'>,
  accepted: AcceptedCase,
): ServiceRequest {
  const { receivedAt: _received, destinations: _ways, ...own } = request
  const { secondLevel: _level, filedBy: _by, ...asked } = own
  const ways = (accepted.destinations ?? []).map((name) => ({
    name,
    state: 'waiting' as const,
    since: accepted.at,
  }))
  const { filedBy, terms, at } = accepted
  const level =
    asked.escalation && filedBy
      ? { secondLevel: enterSecondLevel(asked.escalation.reason, filedBy, at, terms) }
      : {}
  return {
    ...asked,
    ...level,
    ...(filedBy ? { filedBy: filedBy.agentId } : {}),
    referenceNumber: accepted.referenceNumber,
    unitId: accepted.unitId,
    status: 'open',
    updatedAt: accepted.at,
    ...(ways.length === 0 ? {} : { destinations: ways }),
  }
}

/** Whose word it is, and that nobody has answered it yet, is never the desk's to say. */
export function applyFeedbackGive({ feedback }: CommandPayload<'feedback.give'>, agentId: string): Feedback {
  const { answer: _, ...given } = feedback
  return { ...given, agentId, status: 'open' }
}

/** The later of two records of one contact wins, whatever order they arrive in; protected ones arrive bare. */
export function applyInteractionRecord(
  current: Interaction | undefined,
  { interaction }: CommandPayload<'interaction.record'>,
): Interaction {
  if (current && standsAt(current) > standsAt(interaction)) return current
  return withoutCitizenWhereProtected(interaction)
}

/**
 * Minimal data after an emergency, violence or crisis hand-off (domain §2.5, §4.6): that it happened, when, and
 * with which script stays; who called, from where and what was said does not.
 */
export function withoutCitizenWhereProtected(interaction: Interaction): Interaction {
  if (!isProtected(interaction.draft.disposition)) return interaction
  const { citizenId: _, attachments: _files, ...rest } = interaction
  const {
    escalation: _escalation,
    appointmentWish: _wish,
    appointmentId: _hour,
    formAnswers: _answers,
    ...draft
  } = interaction.draft
  return {
    ...rest,
    number: '',
    displayName: '',
    ivr: {},
    draft: {
      ...draft,
      notes: '',
      callerName: '',
      callbackNumber: '',
      address: '',
      description: '',
    },
    runs: interaction.runs.map(({ taken: _taken, ...run }) => ({ ...run, path: [], remembered: {} })),
  }
}

function standsAt({ closedAt, endedAt, answeredAt, offeredAt }: Interaction): number {
  return Date.parse(closedAt ?? endedAt ?? answeredAt ?? offeredAt)
}
