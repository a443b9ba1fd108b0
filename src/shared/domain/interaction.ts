import { z } from 'zod'
import { Attachment, mostAttachments } from './attachment.ts'
import { Code, Id, Instant } from './basics.ts'
import { EndCause } from './call.ts'
import { FormAnswers } from './cases/service-form.ts'
import { Disposition } from './disposition.ts'
import { AppointmentWish, Escalation } from './second-level.ts'
import { ScriptRun } from './script-run.ts'

/** What the agent types during and after the contact; saved at every keystroke. */
export const InteractionDraft = z.object({
  notes: z.string().max(8000),
  callerName: z.string().max(200),
  callbackNumber: z.string().max(64),
  address: z.string().max(300),
  serviceCode: Code.optional(),
  description: z.string().max(4000),
  disposition: Disposition.optional(),
  /** The two exits of level 1 (domain §2.7), as far as the agent wrote them down. */
  escalation: Escalation.optional(),
  appointmentWish: AppointmentWish.optional(),
  /** The escalated case, once it went out in mid-call so that the citizen hears its number. */
  filedCase: Id.optional(),
  /** The hour that was booked in this contact. */
  appointmentId: Id.optional(),
  /** Where the place is known to lie in one of the city's areas: it decides which unit answers. */
  areaId: Code.optional(),
  /** What was answered to the forms of services; only the chosen service's answers go into its case. */
  formAnswers: FormAnswers.optional(),
})
export type InteractionDraft = z.infer<typeof InteractionDraft>

export const emptyDraft: InteractionDraft = {
  notes: '',
  callerName: '',
  callbackNumber: '',
  address: '',
  description: '',
}

/** One contact with a citizen, on any channel; stored from the first ring until wrap-up ends with a disposition. */
export const Interaction = z.object({
  interactionId: Id,
  channel: z.literal('phone'),
  direction: z.enum(['inbound', 'outbound']),
  agentId: Code,
  citizenId: Id.optional(),
  number: z.string().max(256),
  displayName: z.string().max(256),
  queue: z.string().max(256),
  externalCallId: z.string().max(256),
  ivr: z.record(z.string(), z.string()),
  offeredAt: Instant,
  answeredAt: Instant.optional(),
  endedAt: Instant.optional(),
  closedAt: Instant.optional(),
  /**
   * `missed`: offered and never answered; `missed-while-busy`: refused because the agent was in a call;
   * `unreached`: the agent dialled and nobody answered, for the reason in `endCause`.
   */
  state: z.enum(['offered', 'active', 'wrap-up', 'closed', 'missed', 'missed-while-busy', 'unreached']),
  endCause: EndCause.optional(),
  draft: InteractionDraft,
  runs: z.array(ScriptRun),
  /** The walk that the agent turned to last. */
  activeRunId: Id.optional(),
  serviceRequestIds: z.array(Id),
  attachments: z.array(Attachment).max(mostAttachments).optional(),
  /** Expired records whose answer was left to the second level instead of being read out (domain §4.2). */
  escalations: z
    .array(
      z.object({ kind: z.enum(['procedure', 'article']), id: Code, version: z.number().int(), at: Instant }),
    )
    .optional(),
})
export type Interaction = z.infer<typeof Interaction>
