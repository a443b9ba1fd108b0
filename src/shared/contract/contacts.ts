import { z } from 'zod'
import { Code, Id, Instant } from '../domain/basics.ts'
import { Call } from '../domain/call.ts'
import { PastContact, SameCase } from '../domain/caller.ts'
import { Citizen } from '../domain/citizen.ts'
import { Interaction, InteractionDraft } from '../domain/interaction.ts'
import { RunView } from '../domain/scripts/run-view.ts'
import { Delivery, ServiceRequest } from '../domain/service-request.ts'
import { SpokenLanguage } from '../domain/spoken-language.ts'
import { request, nothing, done } from './request.ts'

/** An interaction with what the local cache knows of the caller. */
export const Contact = z.object({
  interaction: Interaction,
  call: Call.nullable(),
  /**
   * Whether the city said whose number this is. `not-reached`: the card shows what this desk knew from before.
   */
  caller: z.enum(['asking', 'told', 'not-reached']),
  /** Document and numbers masked. */
  citizen: Citizen.nullable(),
  /** Enough to tell two numbers apart; the whole one comes with `privacy.reveal`, which is logged (§6.3). */
  phone: z.object({ masked: z.string() }),
  /** The last contacts of this citizen or number, newest first, protected ones left out. */
  history: z.array(PastContact),
  requests: z.array(z.object({ request: ServiceRequest, delivery: Delivery, unitName: z.string() })),
  suggestedScriptId: Code.nullable(),
  /** The walk through a script as it stands; null before one began. */
  walk: RunView.nullable(),
  wrapUpEndsAt: Instant.nullable(),
})
export type Contact = z.infer<typeof Contact>

export const contactsRequests = {
  /** The contact on the desk now: ringing, talking or waiting for wrap-up; null when idle. */
  'contacts.current': request(nothing, Contact.nullable()),
  'contacts.recent': request(
    nothing,
    z.array(z.object({ interaction: Interaction, citizenName: z.string() })),
  ),
  /** What this citizen is spoken to in from now on, on every desk; null for Spanish. */
  'contacts.speak': request(z.object({ interactionId: Id, language: SpokenLanguage.nullable() }), done),
  /** Who is this number, by this desk or else by the city; null where nobody knows. Written into the access log. */
  'contacts.whoIs': request(
    z.object({ number: z.string().max(64) }),
    z.object({ name: z.string() }).nullable(),
  ),
  'contacts.autosave': request(z.object({ interactionId: Id, draft: InteractionDraft }), done),
  /** Ends wrap-up: records the contact and, where the path or the agent says so, creates the case. */
  'contacts.close': request(
    z.object({ interactionId: Id, draft: InteractionDraft }),
    z.object({ serviceRequestId: Id.nullable() }),
  ),
  /** Cases that are perhaps the one that is being written (same service; same citizen or place), newest first. */
  'contacts.perhapsTheSame': request(
    z.object({ interactionId: Id, serviceCode: z.string().max(80), address: z.string().max(300) }),
    z.array(SameCase),
  ),
  /** Sends the escalated case in mid-call, so that the citizen hears its number. */
  'contacts.fileEscalation': request(z.object({ interactionId: Id }), Contact),
  'contacts.extendWrapUp': request(z.object({ interactionId: Id }), done),
  /** The desk page says when it had drawn the card, for the pop figure. */
  'contacts.painted': request(z.object({ callId: z.string(), paintedAtMs: z.number() }), done),
} as const
