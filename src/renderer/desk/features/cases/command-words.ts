import type { TFunction } from 'i18next'
import type { CommandType } from '../../../../shared/commands.ts'

/** What a command is, as the agent knows it; one of a newer core shows as it came. */
export function commandWords(t: TFunction, type: string): string {
  return isCommand(type) ? t(`commandKind.${kinds[type]}`) : type
}

const kinds = {
  'serviceRequest.create': 'case',
  'interaction.record': 'contact',
  'serviceRequest.step': 'step',
  'appointment.step': 'appointment',
  'attachment.part': 'attachment',
  'attachment.remove': 'attachment',
  'delivery.decide': 'delivery',
  'command.discard': 'discard',
  'breaks.record': 'breaks',
  'citizen.speak': 'language',
  'feedback.give': 'feedback',
  'schedule.answer': 'week',
  'exchange.ask': 'exchange',
  'exchange.answer': 'exchange',
  'handover.leave': 'handover',
  'handover.take': 'handover',
  'emergency.read': 'read',
  'knowledge.read': 'read',
  'quality.record': 'quality',
} as const satisfies Record<CommandType, string>

const isCommand = (type: string): type is CommandType => Object.hasOwn(kinds, type)
