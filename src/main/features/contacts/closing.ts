import type { Command } from '../../../shared/commands.ts'
import { isProtected } from '../../../shared/domain/disposition.ts'
import { withoutCitizenWhereProtected } from '../../../shared/apply.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import { freeText, holdsCardNumber } from '../../../shared/domain/card-number.ts'
import type { RunOutcome } from '../../../shared/domain/run-script.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { DeskError } from '../../../shared/errors.ts'

/** What closing a contact writes: its last state, perhaps a case, and the commands that carry both. */
export interface Closing {
  interaction: Interaction
  request: ServiceRequest | undefined
  commands: Command[]
}

export interface ClosingFacts {
  at: string
  newId: () => string
  unitOf: (serviceCode: string) => string | undefined
  outcomeOf: (run: ScriptRun) => RunOutcome | undefined
  /** The number in the form the cache asks by. */
  normalise: (number: string) => string
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
  const guarded = isProtected(draft.disposition)
  const request =
    draft.serviceCode === undefined || guarded
      ? undefined
      : requestFrom(interaction, draft, draft.serviceCode, facts)
  const closed: Interaction = {
    ...interaction,
    draft,
    state: 'closed',
    endedAt: interaction.endedAt ?? facts.at,
    closedAt: facts.at,
    serviceRequestIds: request
      ? [...interaction.serviceRequestIds, request.serviceRequestId]
      : interaction.serviceRequestIds,
  }
  const kept = withoutCitizenWhereProtected(closed)
  return { interaction: kept, request, commands: commandsFor(kept, request, facts) }
}

/** Free text in which a payment card's number stands. */
export function cardsIn(draft: InteractionDraft): (typeof freeText)[number][] {
  return freeText.filter((field) => holdsCardNumber(draft[field]))
}

/** A card number never reaches the disk: its field stays as it was until the number is taken out. */
export function withoutCards(draft: InteractionDraft, before: InteractionDraft): InteractionDraft {
  return { ...draft, ...Object.fromEntries(cardsIn(draft).map((field) => [field, before[field]])) }
}

function requestFrom(
  interaction: Interaction,
  draft: InteractionDraft,
  serviceCode: string,
  facts: ClosingFacts,
): ServiceRequest {
  const attributes: Record<string, string> = {}
  for (const run of interaction.runs) {
    const answered = facts.outcomeOf(run)?.attributes
    for (const [name, value] of Object.entries(answered ?? {})) attributes[name] = value
  }
  const unitId = facts.unitOf(serviceCode)
  return {
    serviceRequestId: facts.newId(),
    serviceCode,
    status: 'open',
    requesterName: draft.callerName,
    phone: facts.normalise(draft.callbackNumber === '' ? interaction.number : draft.callbackNumber),
    address: draft.address,
    description: draft.description,
    attributes,
    interactionId: interaction.interactionId,
    requestedAt: facts.at,
    updatedAt: facts.at,
    ...(unitId === undefined ? {} : { unitId }),
    ...(interaction.citizenId === undefined ? {} : { citizenId: interaction.citizenId }),
  }
}

function commandsFor(
  interaction: Interaction,
  request: ServiceRequest | undefined,
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
  if (!request) return [record]
  const create: Command = {
    ...base,
    commandId: facts.newId(),
    type: 'serviceRequest.create',
    subject: request.serviceRequestId,
    payload: { request },
  }
  return [create, record]
}
