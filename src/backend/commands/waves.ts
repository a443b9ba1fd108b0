import type { Command } from '../../shared/commands.ts'
import { assertNever } from '../../shared/errors.ts'

/** A command as it came: only its id is known to be sound. */
export interface CommandBody {
  readonly commandId: string
  readonly subject?: unknown
}

/** What became of a body when it was read: a command, or why it can be none. */
export interface ReadBody {
  readonly body: CommandBody
  readonly subject: string
  readonly read: { readonly command: Command } | { readonly refusal: string }
}

/**
 * Splits a batch into waves that can each be decided as a whole: within a wave no two bodies have to do with the
 * same subject, the same record or the same id; what has comes in a later wave, in the batch's order.
 */
export function waves(batch: readonly ReadBody[]): ReadBody[][] {
  const lastWave = new Map<string, number>()
  const split: ReadBody[][] = []
  for (const entry of batch) {
    const { body, subject, read } = entry
    const keys = [`id ${body.commandId}`, `subject ${subject}`]
    if ('command' in read) keys.push(`record ${recordOf(read.command)}`)
    const wave = Math.max(...keys.map((key) => lastWave.get(key) ?? -1)) + 1
    for (const key of keys) lastWave.set(key, wave)
    const members = split[wave]
    if (members) members.push(entry)
    else split[wave] = [entry]
  }
  return split
}

/** The record that a command is about. */
function recordOf(command: Command): string {
  switch (command.type) {
    case 'breaks.record':
      return `${command.payload.breaks.agentId} ${command.payload.breaks.day}`
    case 'citizen.speak':
      return command.payload.citizenId
    case 'feedback.give':
      return command.payload.feedback.feedbackId
    case 'quality.record':
      return command.payload.quality.callQualityId
    case 'knowledge.read':
      return `${command.agentId} ${command.payload.entity} ${command.payload.id}`
    case 'interaction.record':
      return command.payload.interaction.interactionId
    case 'schedule.answer':
      return command.payload.weekId
    case 'exchange.ask':
      return command.payload.exchange.exchangeId
    case 'exchange.answer':
      return command.payload.exchangeId
    case 'emergency.read':
      return command.payload.emergencyId
    case 'handover.leave':
      return command.payload.handover.handoverId
    case 'handover.take':
      return command.payload.handoverId
    case 'appointment.step':
      return command.payload.appointmentId
    case 'attachment.part':
      return command.payload.part.attachmentId
    case 'attachment.remove':
      return command.payload.attachmentId
    case 'command.discard':
      return command.payload.discarded.commandId
    case 'delivery.decide':
      return command.payload.decision.serviceRequestId
    case 'serviceRequest.create':
      return command.payload.request.serviceRequestId
    case 'serviceRequest.step':
      return command.payload.serviceRequestId
    default:
      return assertNever(command)
  }
}
