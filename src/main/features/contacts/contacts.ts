import type { Contact } from '../../../shared/contract.ts'
import type { Call } from '../../../shared/domain/call.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { normalisePhone } from '../../../shared/domain/phone-number.ts'
import type { HandlersOf } from '../../feature.ts'
import { beginContact, neverAnswered } from './begin-contact.ts'
import { contactHandlers } from './contact-handlers.ts'
import { createContactInHand } from './contact-in-hand.ts'
import type { ContactsDeps } from './contacts-deps.ts'
import { createLeaveContact } from './leave-contact.ts'

export interface Contacts {
  readonly handlers: HandlersOf<'contacts'>
  wrapUpPending(): boolean
  offered(call: Call): Interaction
  /** The agent dialled: a contact from the first digit. */
  placed(call: Call): Interaction
  /** The contact goes on in another call: its conference room. */
  moved(fromCallId: string, toCallId: string): void
  /** Whether this offer is the caller of the contact in hand, whom nobody took (`X-Call-Id` is the same). */
  returns(call: Call): boolean
  returned(call: Call): void
  /** Undefined for a call that belongs to no contact, and for one that comes back. */
  answered(call: Call): Interaction | undefined
  ended(call: Call): void
  refused(call: Call, why: 'busy' | 'not-ready'): void
  suggestedScript(interaction: Interaction): string | null
  /** The contact that this call belongs to; undefined for a consult call. */
  contactOf(callId: string): string | undefined
  /** The network is back: whom the city could not be asked about is asked about now. */
  askAgain(): void
  /** What was pulled may read differently on the card now. */
  announceCurrent(): void
  /** Changes an unfinished contact; used by the scripts, which live inside it. */
  update(interactionId: string, change: (interaction: Interaction) => Interaction): Contact
  /** What a crash or a restart left open goes to wrap-up with every note, or is told as missed. */
  recover(): void
}

/** Owns contacts from the first ring to the disposition. One at a time; everything typed is in the cache at once. */
export function createContacts(deps: ContactsDeps): Contacts {
  const { rows } = deps
  const inHand = createContactInHand(deps)
  const leave = createLeaveContact(deps, inHand)

  function interactionOf(call: Call, state: Interaction['state']): Interaction {
    const number = normalisePhone(call.offer.number, deps.country())
    return beginContact(call, state, {
      interactionId: deps.newId(),
      agentId: deps.agentId() ?? '',
      number,
      citizen: rows.citizens.byPhone(number),
      at: inHand.now(),
    })
  }

  function begin(call: Call): Interaction {
    const interaction = interactionOf(call, 'offered')
    inHand.joinCall(call.callId, interaction.interactionId)
    inHand.save(interaction)
    inHand.whoCalls.begin(interaction)
    return interaction
  }

  function ofCall({ callId }: Call): Interaction | undefined {
    const interactionId = inHand.contactOf(callId)
    return interactionId === undefined ? undefined : rows.interactions.byId(interactionId)
  }

  function byExternalId(externalCallId: string): Interaction | undefined {
    if (externalCallId === '') return undefined
    return rows.interactions
      .unfinished()
      .find((one) => one.externalCallId === externalCallId && one.state !== 'offered')
  }

  return {
    handlers: contactHandlers(deps, inHand, leave),
    wrapUpPending: () => inHand.current()?.state === 'wrap-up',
    offered: begin,
    placed: begin,
    moved(fromCallId, toCallId) {
      const interactionId = inHand.contactOf(fromCallId)
      if (interactionId === undefined) return
      inHand.joinCall(toCallId, interactionId)
      deps.onChanged(interactionId)
    },
    contactOf: inHand.contactOf,
    returns: ({ offer }) => byExternalId(offer.externalCallId) !== undefined,
    returned({ callId, offer }) {
      const interaction = byExternalId(offer.externalCallId)
      if (!interaction) return
      inHand.joinCall(callId, interaction.interactionId)
      inHand.endWrapUp()
      const { endedAt: _endedAt, ...again } = interaction
      inHand.save({ ...again, state: 'active' })
    },
    answered(call) {
      const interaction = ofCall(call)
      if (!interaction || interaction.answeredAt !== undefined) return undefined
      return inHand.save({ ...interaction, state: 'active', answeredAt: inHand.now() })
    },
    ended(call) {
      const interaction = ofCall(call)
      inHand.leaveCall(call.callId)
      if (interaction?.state === 'active') inHand.toWrapUp(interaction)
      else if (interaction?.state === 'offered')
        leave.recordMissed({ ...interaction, ...neverAnswered(call), endedAt: inHand.now() })
    },
    refused(call, why) {
      const state = why === 'busy' ? 'missed-while-busy' : 'missed'
      leave.recordMissed({ ...interactionOf(call, state), endedAt: inHand.now() })
    },
    suggestedScript: (interaction) => inHand.view(interaction).suggestedScriptId,
    askAgain: inHand.whoCalls.again,
    announceCurrent() {
      const interaction = inHand.current()
      if (interaction) deps.onChanged(interaction.interactionId)
    },
    update: (interactionId, change) => inHand.view(inHand.save(change(inHand.unfinished(interactionId)))),
    recover() {
      for (const interaction of rows.interactions.unfinished()) {
        const never = interaction.direction === 'inbound' ? ('missed' as const) : ('unreached' as const)
        if (interaction.state === 'offered')
          leave.recordMissed({ ...interaction, state: never, endedAt: inHand.now() })
        else if (interaction.state === 'active') inHand.toWrapUp(interaction)
      }
    },
  }
}
