import type { Command } from '../../../shared/commands.ts'
import { exitOf } from '../../../shared/domain/cases/exit.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { DeskError } from '../../../shared/errors.ts'
import { casesOf, type ClosingFacts } from './cases-of.ts'
import { cardsIn } from './closing.ts'

/** The escalated case in mid-call, and the contact that knows of it. */
export interface Filing {
  interaction: Interaction
  request: ServiceRequest
  command: Command
}

/**
 * Sends the escalated case while the citizen is on the line, so that he hears its number (domain §2.7). Pure. Throws
 * `invalid-input` where the contact does not leave by the exit to level 2, `conflict` where it did already.
 */
export function fileEscalation(interaction: Interaction, facts: ClosingFacts): Filing {
  const { draft } = interaction
  if (draft.filedCase !== undefined) throw new DeskError('conflict', 'The case is on its way already.')
  const [card] = cardsIn(draft)
  if (card !== undefined) throw new DeskError('invalid-input', `${card}: holds a card number.`)
  const [request] = exitOf(draft).kind === 'closed' ? [] : casesOf(interaction, draft, facts)
  if (!request?.escalation)
    throw new DeskError('invalid-input', 'escalation: say in a line why the second level must answer.')
  return {
    request,
    interaction: {
      ...interaction,
      draft: {
        ...draft,
        disposition: 'ESC-2',
        escalation: request.escalation,
        filedCase: request.serviceRequestId,
      },
      serviceRequestIds: [...interaction.serviceRequestIds, request.serviceRequestId],
    },
    command: {
      commandId: facts.newId(),
      issuedAt: facts.at,
      agentId: interaction.agentId,
      type: 'serviceRequest.create',
      subject: request.serviceRequestId,
      payload: { request },
    },
  }
}
