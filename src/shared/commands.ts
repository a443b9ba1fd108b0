import { z } from 'zod'
import { Code, Id, Instant } from './domain/basics.ts'
import { AppointmentStep } from './domain/appointments/appointment.ts'
import { AttachmentPart } from './domain/attachment.ts'
import { BreakDay } from './domain/break-day.ts'
import { DeliveryDecision } from './domain/delivery-decision.ts'
import { DiscardedCommand } from './domain/discarded-command.ts'
import { CaseStep } from './domain/cases/case-step.ts'
import { Feedback } from './domain/feedback.ts'
import { Handover } from './domain/handover.ts'
import { Interaction } from './domain/interaction.ts'
import { CallQuality } from './domain/quality/call-quality.ts'
import { Exchange } from './domain/schedules/exchange.ts'
import { ReadReceipt } from './domain/publishing/read-receipt.ts'
import { ServiceRequest } from './domain/service-request.ts'
import { SpokenLanguage } from './domain/spoken-language.ts'

/** Every command an agent can issue; a new channel adds one line here and one `apply` on each side. */
const commandPayloads = {
  /** The whole contact as it stands when it is closed or missed; the later of two wins. */
  'breaks.record': z.object({ breaks: BreakDay }),
  /** In what a citizen wants to be spoken to from now on; null for Spanish. */
  'citizen.speak': z.object({ citizenId: Id, language: SpokenLanguage.nullable() }),
  'feedback.give': z.object({ feedback: Feedback }),
  'interaction.record': z.object({ interaction: Interaction }),
  'schedule.answer': z.object({
    weekId: Code,
    version: z.number().int().min(1),
    kind: z.enum(['accepted', 'disputed']),
    words: z.string().max(500),
  }),
  /** As the desk shows it already; the backend judges it by its own schedules. */
  'exchange.ask': z.object({ exchange: Exchange }),
  'exchange.answer': z.object({
    exchangeId: Id,
    step: z.enum(['agree', 'decline', 'withdraw']),
    reason: z.string().max(300),
  }),
  'handover.leave': z.object({ handover: Handover }),
  'handover.take': z.object({ handoverId: Id }),
  'emergency.read': z.object({ emergencyId: Id }),
  /** An agent opened this version of something new. */
  'knowledge.read': ReadReceipt,
  /** How a call sounded, once it is over: nothing of what was said in it. */
  'quality.record': z.object({ quality: CallQuality }),
  'serviceRequest.create': z.object({ request: ServiceRequest }),
  /** One step of an appointment, from the asking for an hour to its end. */
  'appointment.step': z.object({ appointmentId: Id, step: AppointmentStep }),
  /** One piece of a photograph or document of a contact. */
  'attachment.part': z.object({ part: AttachmentPart }),
  'attachment.remove': z.object({ attachmentId: Id }),
  'delivery.decide': z.object({ decision: DeliveryDecision }),
  /** The agent let a refused command go; what it was is kept with the reason. */
  'command.discard': z.object({ discarded: DiscardedCommand }),
  /** One step of a case between the two levels. */
  'serviceRequest.step': z.object({ serviceRequestId: Id, step: CaseStep }),
} as const

export type CommandType = keyof typeof commandPayloads
export type CommandPayload<T extends CommandType> = z.infer<(typeof commandPayloads)[T]>

const base = {
  commandId: Id,
  /** Commands of one subject stay in order; different subjects travel side by side. */
  subject: z.string().min(1).max(80),
  issuedAt: Instant,
  agentId: Code,
}

export const Command = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('knowledge.read'), payload: commandPayloads['knowledge.read'] }),
  z.object({ ...base, type: z.literal('breaks.record'), payload: commandPayloads['breaks.record'] }),
  z.object({ ...base, type: z.literal('citizen.speak'), payload: commandPayloads['citizen.speak'] }),
  z.object({ ...base, type: z.literal('feedback.give'), payload: commandPayloads['feedback.give'] }),
  z.object({ ...base, type: z.literal('quality.record'), payload: commandPayloads['quality.record'] }),
  z.object({
    ...base,
    type: z.literal('interaction.record'),
    payload: commandPayloads['interaction.record'],
  }),
  z.object({ ...base, type: z.literal('schedule.answer'), payload: commandPayloads['schedule.answer'] }),
  z.object({ ...base, type: z.literal('exchange.ask'), payload: commandPayloads['exchange.ask'] }),
  z.object({ ...base, type: z.literal('exchange.answer'), payload: commandPayloads['exchange.answer'] }),
  z.object({ ...base, type: z.literal('emergency.read'), payload: commandPayloads['emergency.read'] }),
  z.object({ ...base, type: z.literal('handover.leave'), payload: commandPayloads['handover.leave'] }),
  z.object({ ...base, type: z.literal('handover.take'), payload: commandPayloads['handover.take'] }),
  z.object({ ...base, type: z.literal('appointment.step'), payload: commandPayloads['appointment.step'] }),
  z.object({ ...base, type: z.literal('attachment.part'), payload: commandPayloads['attachment.part'] }),
  z.object({
    ...base,
    type: z.literal('attachment.remove'),
    payload: commandPayloads['attachment.remove'],
  }),
  z.object({ ...base, type: z.literal('delivery.decide'), payload: commandPayloads['delivery.decide'] }),
  z.object({ ...base, type: z.literal('command.discard'), payload: commandPayloads['command.discard'] }),
  z.object({
    ...base,
    type: z.literal('serviceRequest.create'),
    payload: commandPayloads['serviceRequest.create'],
  }),
  z.object({
    ...base,
    type: z.literal('serviceRequest.step'),
    payload: commandPayloads['serviceRequest.step'],
  }),
])
export type Command = z.infer<typeof Command>

/** What the backend decided. No outcome at all means "ask again": the third of the three. */
export const Outcome = z.discriminatedUnion('status', [
  z.object({ commandId: Id, status: z.literal('accepted') }),
  z.object({ commandId: Id, status: z.literal('rejected'), reason: z.string().max(500) }),
])
export type Outcome = z.infer<typeof Outcome>
