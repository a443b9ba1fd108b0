import type { Command } from '../../../shared/commands.ts'
import { dispositionOf } from '../../../shared/domain/cases/exit.ts'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import { withoutCitizenWhereProtected } from '../../../shared/apply.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import { freeText, holdsCardNumber } from '../../../shared/domain/card-number.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { DeskError } from '../../../shared/errors.ts'
import { answersSent } from '../../../shared/domain/cases/form-answers.ts'
import {
  casesOf,
  clearExit,
  describedBy,
  wholeDossier,
  writtenSummaries,
  type ClosingFacts,
} from './cases-of.ts'

/** As the schema of a contact has it. */
const longestNotes = 8000

/** What closing a contact writes: its last state, its cases, and the commands that carry them. */
export interface Closing {
  interaction: Interaction
  /** The contact's own case first; then the wish for an appointment, where that is another one. */
  requests: ServiceRequest[]
  commands: Command[]
}

/**
 * Ends the wrap-up. Pure: nothing is stored here. Throws `invalid-input` without a disposition, because a
 * contact without an outcome is one that nobody can follow up.
 */
export function closeContact(
  interaction: Interaction,
  draft: InteractionDraft,
  facts: ClosingFacts,
): Closing {
  if (draft.disposition === undefined)
    throw new DeskError('invalid-input', 'disposition: choose how the contact ended.')
  const [refused] = cardsIn(draft)
  if (refused !== undefined)
    throw new DeskError(
      'invalid-input',
      `${refused}: holds a card number. Take it out; no card is kept here.`,
    )
  const filed = draft.filedCase
  const requests =
    isProtected(draft.disposition) || filed !== undefined ? [] : casesOf(interaction, draft, facts)
  const ended = { ...draft, disposition: dispositionOf(clearExit(draft), draft.disposition) }
  const closed: Interaction = {
    ...interaction,
    draft: requests.length === 0 ? withSummaries(ended, interaction) : ended,
    state: 'closed',
    endedAt: interaction.endedAt ?? facts.at,
    closedAt: facts.at,
    serviceRequestIds: [
      ...interaction.serviceRequestIds,
      ...requests.map(({ serviceRequestId }) => serviceRequestId),
    ],
  }
  const kept = withoutCitizenWhereProtected(closed)
  const silenced =
    isProtected(draft.disposition) && draft.appointmentId !== undefined
      ? [silenceOf(draft.appointmentId, interaction, facts)]
      : []
  const added =
    filed === undefined || isProtected(draft.disposition)
      ? []
      : [supplementOf(filed, interaction, draft, facts)]
  return {
    interaction: kept,
    requests,
    commands: [...silenced, ...added, ...commandsFor(kept, requests, facts)],
  }
}

/** The hour stands, and nobody calls or writes to this person about it (domain §4.6). */
function silenceOf(appointmentId: string, { agentId }: Interaction, facts: ClosingFacts): Command {
  return {
    commandId: facts.newId(),
    issuedAt: facts.at,
    agentId,
    type: 'appointment.step',
    subject: appointmentId,
    payload: { appointmentId, step: { kind: 'silence' } },
  }
}

/** The case went out in mid-call: what was asked and written since follows it. */
function supplementOf(
  serviceRequestId: string,
  interaction: Interaction,
  draft: InteractionDraft,
  facts: ClosingFacts,
): Command {
  const { serviceCode } = draft
  const asked = serviceCode === undefined ? [] : facts.questionsOf(serviceCode)
  const answers = draft.formAnswers?.[serviceCode ?? ''] ?? {}
  const attributes = answersSent(asked, answers, facts.timeZone)
  return {
    commandId: facts.newId(),
    issuedAt: facts.at,
    agentId: interaction.agentId,
    type: 'serviceRequest.step',
    subject: serviceRequestId,
    payload: {
      serviceRequestId,
      step: {
        kind: 'supplement',
        dossier: wholeDossier(interaction, draft, serviceCode, facts),
        description: describedBy(interaction, draft, draft.escalation),
        ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      },
    },
  }
}

/** Without a case they stay with the contact: what was promised in writing is never only in a head. */
function withSummaries(draft: InteractionDraft, interaction: Interaction): InteractionDraft {
  const notes = [draft.notes, ...writtenSummaries(interaction)].filter(Boolean).join('\n')
  return { ...draft, notes: notes.slice(0, longestNotes) }
}

/** Free text in which a payment card's number stands. */
export function cardsIn(draft: InteractionDraft): (typeof written)[number][] {
  return written.filter((field) => holdsCardNumber(textOf(draft, field)))
}

/** A card number never reaches the disk: its field stays as it was until the number is taken out. */
export function withoutCards(draft: InteractionDraft, before: InteractionDraft): InteractionDraft {
  return { ...draft, ...Object.fromEntries(cardsIn(draft).map((field) => [field, before[field]])) }
}

const written = [...freeText, 'escalation', 'appointmentWish', 'formAnswers'] as const

function textOf(draft: InteractionDraft, field: (typeof written)[number]): string {
  if (field === 'escalation') return draft.escalation?.reason ?? ''
  if (field === 'formAnswers')
    return Object.values(draft.formAnswers ?? {})
      .flatMap((answers) => Object.values(answers))
      .join('\n')
  return field === 'appointmentWish' ? (draft.appointmentWish?.place ?? '') : draft[field]
}

function commandsFor(
  interaction: Interaction,
  requests: readonly ServiceRequest[],
  facts: ClosingFacts,
): Command[] {
  const base = { issuedAt: facts.at, agentId: interaction.agentId }
  const record: Command = {
    ...base,
    commandId: facts.newId(),
    type: 'interaction.record',
    subject: interaction.interactionId,
    payload: { interaction },
  }
  const creates = requests.map((request): Command => ({
    ...base,
    commandId: facts.newId(),
    type: 'serviceRequest.create',
    subject: request.serviceRequestId,
    payload: { request },
  }))
  return [...creates, record]
}
