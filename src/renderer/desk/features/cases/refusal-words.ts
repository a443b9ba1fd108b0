import type { TFunction } from 'i18next'
import type { AppointmentRefusal } from '../../../../shared/domain/appointments/appointment.ts'
import type { AttachmentRefusal } from '../../../../shared/domain/attachment.ts'
import type { CaseRefusal } from '../../../../shared/domain/cases/case-life.ts'
import type { CommandRefusal } from '../../../../shared/domain/command-refusals.ts'
import type { DeliveryRefusal } from '../../../../shared/domain/delivery-decision.ts'
import type { ScheduleRefusal } from '../../../../shared/domain/schedules/refusal.ts'
import type { ShiftRefusal } from '../../../../shared/domain/shifts/refusals.ts'

type KnownRefusal =
  AppointmentRefusal | CommandRefusal | ShiftRefusal | DeliveryRefusal | CaseRefusal | AttachmentRefusal

/** Refusals that come as codes; every other reason comes in the words of whoever refused. */
const known: ReadonlySet<string> = new Set<KnownRefusal>([
  'command-of-another',
  'command-id-taken',
  'record-exists',
  'service-unknown',
  'citizen-gone',
  'command-undecided',
  'breaks-of-another',
  'note-exists',
  'note-gone',
  'note-taken',
  'emergency-of-another',
  'delivery-settled',
  'delivery-without-number',
  'case-gone',
  'case-moved-on',
  'case-of-other-unit',
  'case-taken',
  'case-not-escalated',
  'case-two-exits',
  'case-without-reason',
  'appointment-exists',
  'appointment-gone',
  'appointment-over',
  'attachment-type',
  'attachment-damaged',
  'attachment-of-another',
])

/** What the schedules refuse; a rule with its numbers is told by *Mi semana*. */
type ScheduleCode = Exclude<ScheduleRefusal['code'], 'rule'>
const ofSchedules: ReadonlySet<string> = new Set<ScheduleCode>([
  'not-published',
  'shift-gone',
  'published-again',
  'not-yours',
  'decided',
  'asked-before',
])
const isOfSchedules = (reason: string): reason is ScheduleCode => ofSchedules.has(reason)
const isKnown = (reason: string): reason is KnownRefusal => known.has(reason)

/** Why a command was refused, in words that stand inside a sentence and so end without a stop. */
export function refusalWords(t: TFunction, reason: string): string {
  if (isKnown(reason)) return t(`rejected.known.${reason}`)
  if (isOfSchedules(reason)) return t(`refusal.${reason}`)
  if (reason.startsWith('rule ')) return t('refusal.rule')
  return reason.replace(/\.$/, '')
}
