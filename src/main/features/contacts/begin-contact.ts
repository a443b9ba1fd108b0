import type { Call } from '../../../shared/domain/call.ts'
import type { Citizen } from '../../../shared/domain/citizen.ts'
import { emptyDraft, type Interaction } from '../../../shared/domain/interaction.ts'

export interface BeginningFacts {
  interactionId: string
  agentId: string
  /** The caller's, in E.164. */
  number: string
  citizen: Citizen | undefined
  /** ISO 8601. */
  at: string
}

/** The contact of a call from its first ring or digit on, with what the cache knows of the citizen already typed. */
export function beginContact(call: Call, state: Interaction['state'], facts: BeginningFacts): Interaction {
  const { interactionId, agentId, number, citizen, at } = facts
  const { displayName, queue, externalCallId, ivr } = call.offer
  return {
    interactionId,
    channel: 'phone',
    direction: call.direction,
    agentId,
    number,
    displayName,
    queue,
    externalCallId,
    ivr,
    offeredAt: at,
    state,
    draft: {
      ...emptyDraft,
      callerName: citizen?.name ?? '',
      callbackNumber: number,
      address: citizen?.address ?? '',
    },
    runs: [],
    serviceRequestIds: [],
    ...(citizen ? { citizenId: citizen.citizenId } : {}),
  }
}

/** What becomes of a contact without a word: the citizen's missed call, or ours that reached nobody. */
export function neverAnswered({ direction, phase }: Call): Pick<Interaction, 'state' | 'endCause'> {
  if (direction === 'inbound') return { state: 'missed' }
  return { state: 'unreached', ...(phase.name === 'ended' ? { endCause: phase.cause } : {}) }
}
