import type { Contact } from '../../../shared/contract.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import { normalisePhone } from '../../../shared/domain/phone-number.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { ClosingFacts } from './cases-of.ts'
import { closeContact } from './closing.ts'
import type { ContactInHand } from './contact-in-hand.ts'
import type { ContactsDeps } from './contacts-deps.ts'
import { fileEscalation } from './filing.ts'

/** Writes contacts and their cases down with the commands that tell the city: both, or neither. */
export interface LeaveContact {
  close(interactionId: string, draft: InteractionDraft): { serviceRequestId: string | null }
  /** Sends the case to the second level while the citizen is on the line. */
  fileCase(interactionId: string): Contact
  /** A contact that never became one. */
  recordMissed(interaction: Interaction): void
}

export function createLeaveContact(deps: ContactsDeps, inHand: ContactInHand): LeaveContact {
  const { rows, outbox } = deps

  const facts = ({ agentId }: Interaction): ClosingFacts => ({
    at: inHand.now(),
    newId: deps.newId,
    services: rows.knowledge.all('service'),
    outcomeOf: deps.outcomeOf,
    normalise: (number) => normalisePhone(number, deps.country()),
    dossierOf: deps.dossierOf,
    by: { agentId, name: deps.agentName() },
    termsOf: deps.termsOf,
    areas: deps.areas(),
    questionsOf: deps.questionsOf,
    timeZone: deps.timeZone(),
  })

  return {
    close(interactionId, draft) {
      const interaction = inHand.unfinished(interactionId)
      if (interaction.state !== 'wrap-up')
        throw new DeskError('conflict', 'Hang up first; then the contact can be closed.')
      const closing = closeContact(interaction, draft, facts(interaction))
      rows.durably(() => {
        rows.interactions.put(closing.interaction)
        for (const request of closing.requests) rows.serviceRequests.put(request)
        for (const command of closing.commands) outbox.append(command)
      })
      inHand.whoCalls.over(interaction)
      inHand.endWrapUp()
      deps.onChanged(interactionId)
      const made = closing.requests.map(({ serviceRequestId }) => serviceRequestId)
      deps.onIssued(made)
      deps.onOver()
      return { serviceRequestId: made[0] ?? null }
    },
    fileCase(interactionId) {
      const before = inHand.unfinished(interactionId)
      const { interaction, request, command } = fileEscalation(before, facts(before))
      rows.durably(() => {
        rows.interactions.put(interaction)
        rows.serviceRequests.put(request)
        outbox.append(command)
      })
      deps.onChanged(interactionId)
      deps.onIssued([request.serviceRequestId])
      return inHand.view(interaction)
    },
    recordMissed(interaction) {
      inHand.whoCalls.over(interaction)
      rows.durably(() => {
        rows.interactions.put(interaction)
        outbox.append({
          commandId: deps.newId(),
          type: 'interaction.record',
          subject: interaction.interactionId,
          issuedAt: inHand.now(),
          agentId: interaction.agentId,
          payload: { interaction },
        })
      })
      deps.onChanged(interaction.interactionId)
      deps.onIssued([])
    },
  }
}
