import { speaking } from '../../../shared/domain/citizen.ts'
import { isSubscriber, normalisePhone } from '../../../shared/domain/phone-number.ts'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { HandlersOf } from '../../feature.ts'
import { withoutCards } from './closing.ts'
import type { ContactInHand } from './contact-in-hand.ts'
import type { ContactsDeps } from './contacts-deps.ts'
import type { LeaveContact } from './leave-contact.ts'
import { findSameCases } from './same-cases.ts'

const recentLimit = 20

/** What the agent's screens may ask of contacts. */
export function contactHandlers(
  deps: ContactsDeps,
  inHand: ContactInHand,
  leave: LeaveContact,
): HandlersOf<'contacts'> {
  const { rows, outbox } = deps
  return {
    'contacts.current': () => {
      const interaction = inHand.current()
      inHand.whoCalls.read()
      return interaction ? inHand.view(interaction) : null
    },
    'contacts.recent'() {
      deps.onListed()
      const nameOf = (citizenId: string | undefined) =>
        citizenId === undefined ? '' : (rows.citizens.byId(citizenId)?.name ?? '')
      return rows.interactions
        .recentOf(deps.agentId() ?? '', recentLimit)
        .filter(({ draft }) => !isProtected(draft.disposition))
        .map((interaction) => ({ interaction, citizenName: nameOf(interaction.citizenId) }))
    },
    async 'contacts.whoIs'({ number }) {
      const asked = normalisePhone(number, deps.country())
      const valid = isSubscriber(asked)
      const citizen = rows.citizens.byPhone(asked) ?? (valid ? await deps.askWho(asked) : undefined)
      if (!citizen) return null
      deps.onToldWho(citizen.citizenId)
      return { name: citizen.name }
    },
    'contacts.autosave'({ interactionId, draft }) {
      const interaction = inHand.unfinished(interactionId)
      const typed = inHand.whoCalls.kept(interactionId, draft)
      rows.interactions.put({ ...interaction, draft: withoutCards(typed, interaction.draft) })
      return null
    },
    'contacts.speak'({ interactionId, language }) {
      const { citizenId, agentId } = inHand.unfinished(interactionId)
      const citizen = citizenId === undefined ? undefined : rows.citizens.byId(citizenId)
      if (!citizen) throw new DeskError('not-found', 'The city does not know who this is.')
      rows.durably(() => {
        rows.citizens.put(speaking(citizen, language), inHand.now())
        outbox.append({
          commandId: deps.newId(),
          type: 'citizen.speak',
          subject: citizen.citizenId,
          issuedAt: inHand.now(),
          agentId,
          payload: { citizenId: citizen.citizenId, language },
        })
      })
      deps.onChanged(interactionId)
      deps.onIssued([])
      return null
    },
    'contacts.close': ({ interactionId, draft }) => leave.close(interactionId, draft),
    'contacts.perhapsTheSame': async ({ interactionId, serviceCode, address }) =>
      await findSameCases(deps, inHand.unfinished(interactionId), { serviceCode, address }),
    'contacts.fileEscalation': ({ interactionId }) => leave.fileCase(interactionId),
    'contacts.extendWrapUp'({ interactionId }) {
      inHand.extendWrapUp(interactionId)
      return null
    },
    'contacts.painted'({ callId, paintedAtMs }) {
      deps.onPainted(callId, paintedAtMs)
      return null
    },
  }
}
