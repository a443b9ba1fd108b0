import type {
  Appointment,
  AppointmentStep,
  ReminderWish,
  Visitor,
} from '../../../shared/domain/appointments/appointment.ts'
import type { Slot } from '../../../shared/domain/appointments/slot-rule.ts'
import { throughExit } from '../../../shared/domain/cases/exit.ts'
import type { Country } from '../../../shared/domain/city.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { normalisePhone } from '../../../shared/domain/phone-number.ts'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import { DeskError } from '../../../shared/errors.ts'
import { refuseCardNumber } from '../../refuse-card-number.ts'

/** The contact leaves by its appointment now. Throws `conflict` where its case is at level 2 already. */
export function withAppointment(interaction: Interaction, appointmentId: string): Interaction {
  const { draft } = interaction
  if (draft.filedCase !== undefined)
    throw new DeskError('conflict', 'appointmentId: the case is at level 2 already.')
  return {
    ...interaction,
    draft: throughExit({ disposition: 'CIT', ...draft }, { appointmentId }),
  }
}

/** Cancelled: how the contact ended stays, the exit is free for another one. */
export function withoutAppointment(interaction: Interaction, appointmentId: string): Interaction {
  const { appointmentId: booked, ...draft } = interaction.draft
  return booked === appointmentId ? { ...interaction, draft } : interaction
}

/** Who comes, as the form has it. */
export function visitorOf(
  { draft, number }: Interaction,
  procedureId: string | undefined,
  country: Country,
): Visitor {
  refuseCardNumber('callerName', draft.callerName)
  return {
    name: draft.callerName,
    phone: normalisePhone(draft.callbackNumber === '' ? number : draft.callbackNumber, country),
    ...(procedureId === undefined ? {} : { procedureId }),
  }
}

/** After an emergency, violence or a crisis nobody is written to or called, whatever was ticked (domain §4.6). */
export function booked(
  slot: Slot,
  visitor: Visitor,
  remind: ReminderWish,
  { draft }: Interaction,
  country: Country,
): AppointmentStep {
  if (isProtected(draft.disposition))
    return { kind: 'book', slot, visitor: { name: '', phone: '' }, remind: { by: 'none', to: '' } }
  const to = remind.by === 'email' ? remind.to.trim() : normalisePhone(remind.to, country)
  return { kind: 'book', slot, visitor, remind: { ...remind, to } }
}

/** How it stands here until the city has said whether the seat is his. */
export function askedOf(asked: {
  appointmentId: string
  agentId: string
  slot: Slot
  at: string
}): Appointment {
  const { appointmentId, agentId, slot, at } = asked
  return { appointmentId, agentId, slot, state: 'provisional', sequence: 0, updatedAt: at }
}

/** Whether whoever promised it has had long enough to come to it himself. */
export function waitsTooLong(since: string, now: number, patienceMs: number): boolean {
  return now - Date.parse(since) >= patienceMs
}
