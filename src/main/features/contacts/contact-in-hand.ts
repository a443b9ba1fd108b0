import type { Contact } from '../../../shared/contract.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { DeskError } from '../../../shared/errors.ts'
import { contactView } from './contact-view.ts'
import type { ContactsDeps } from './contacts-deps.ts'
import { createWhoCalls, type WhoCalls } from './who-calls.ts'

const oneMoreMinuteMs = 60_000

/** The one unfinished contact: which call it is in, how long its wrap-up may last, and how it reads on the card. */
export interface ContactInHand {
  readonly whoCalls: WhoCalls
  current(): Interaction | undefined
  /** Throws `not-found` or `conflict` where nothing of this contact can change any more. */
  unfinished(interactionId: string): Interaction
  save(interaction: Interaction): Interaction
  view(interaction: Interaction): Contact
  /** From now on this call is the contact's, and no other. */
  joinCall(callId: string, interactionId: string): void
  leaveCall(callId: string): void
  contactOf(callId: string): string | undefined
  toWrapUp(interaction: Interaction): void
  /** One minute more from now on, or from the end of the time it has. */
  extendWrapUp(interactionId: string): void
  /** The contact is closed, or the caller is back on the line. */
  endWrapUp(): void
  /** ISO 8601. */
  now(): string
}

export function createContactInHand(deps: ContactsDeps): ContactInHand {
  const { rows, clock } = deps
  const byCall = new Map<string, string>()
  let wrapUpEndsAt: number | undefined
  const now = () => new Date(clock.now()).toISOString()

  function save(interaction: Interaction): Interaction {
    rows.interactions.put(interaction)
    deps.onChanged(interaction.interactionId)
    return interaction
  }

  const whoCalls = createWhoCalls({
    rows,
    now,
    find: deps.findCaller,
    save: (interaction) => void save(interaction),
    onChanged: deps.onChanged,
    onFound: deps.onFound,
  })

  function unfinished(interactionId: string): Interaction {
    const interaction = rows.interactions.byId(interactionId)
    if (!interaction) throw new DeskError('not-found', 'No such contact.')
    if (!['offered', 'active', 'wrap-up'].includes(interaction.state))
      throw new DeskError('conflict', 'That contact is closed.')
    return interaction
  }

  return {
    whoCalls,
    now,
    save,
    unfinished,
    current: () => rows.interactions.unfinished().at(-1),
    view(interaction) {
      const facts = {
        call: deps.liveCalls().find((one) => byCall.get(one.callId) === interaction.interactionId),
        country: deps.country(),
        wrapUpEndsAt: interaction.state === 'wrap-up' ? wrapUpEndsAt : undefined,
        requestsOf: deps.requestsOf,
        caller: whoCalls.standOf(interaction),
        walk: deps.walkOf(interaction),
      }
      return contactView(interaction, facts, rows)
    },
    joinCall(callId, interactionId) {
      for (const [former, joined] of byCall) if (joined === interactionId) byCall.delete(former)
      byCall.set(callId, interactionId)
    },
    leaveCall: (callId) => void byCall.delete(callId),
    contactOf: (callId) => byCall.get(callId),
    toWrapUp(interaction) {
      const wrapUpMs = deps.wrapUpMs()
      wrapUpEndsAt = wrapUpMs > 0 ? clock.now() + wrapUpMs : undefined
      save({ ...interaction, state: 'wrap-up', endedAt: now() })
    },
    extendWrapUp(interactionId) {
      unfinished(interactionId)
      wrapUpEndsAt = Math.max(wrapUpEndsAt ?? 0, clock.now()) + oneMoreMinuteMs
      deps.onChanged(interactionId)
    },
    endWrapUp() {
      wrapUpEndsAt = undefined
    },
  }
}
