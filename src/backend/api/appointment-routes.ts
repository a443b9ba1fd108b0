import { z } from 'zod'
import {
  AskAgenda,
  AskHold,
  AskSlots,
  FindAppointments,
  FoundAppointments,
  FoundSlots,
  Held,
  NextReminder,
  ReminderDone,
  SlotRules,
  TakenNotices,
  appointmentPaths,
} from '../../shared/appointments-api.ts'
import { SlotRule } from '../../shared/domain/appointments/slot-rule.ts'
import type { DescribedRoutes } from './described.ts'

const done = z.object({})

/** Appointments (cita previa): booking, changing and cancelling are commands; this is what cannot wait. */
export const appointmentRouteDescriptions: DescribedRoutes = {
  [`GET ${appointmentPaths.slots}`]: {
    says: 'Hours with room, soonest first, by procedure, unit, day and what a citizen needs of the office.',
    who: 'agent',
    query: AskSlots,
    reply: FoundSlots,
  },
  [`POST ${appointmentPaths.holds}`]: {
    says: 'Keeps a seat for three minutes, or for three more; of those who want the last one, one has it.',
    who: 'agent',
    body: AskHold,
    reply: Held,
  },
  [`DELETE ${appointmentPaths.hold(':appointmentId')}`]: {
    says: 'Gives a held seat back.',
    who: 'agent',
    reply: done,
  },
  [`POST ${appointmentPaths.find}`]: {
    says: 'Appointments by their number or by the telephone of whoever comes.',
    who: 'agent',
    body: FindAppointments,
    reply: FoundAppointments,
  },
  [`GET ${appointmentPaths.calendar(':appointmentId')}`]: {
    says: 'The appointment as iCalendar (RFC 5545), with a neutral title.',
    who: 'agent',
    produces: ['text/calendar'],
  },
  [`GET ${appointmentPaths.rules}`]: {
    says: 'The hours that units publish.',
    who: 'agent',
    reply: SlotRules,
  },
  [`PUT ${appointmentPaths.rule(':ruleId')}`]: {
    says: 'Publishes hours of a unit, for its specialists and for team leads.',
    who: 'agent',
    body: SlotRule,
    reply: done,
  },
  [`DELETE ${appointmentPaths.rule(':ruleId')}`]: {
    says: 'Takes hours back, unless people have appointments in them.',
    who: 'agent',
    reply: done,
  },
  [`GET ${appointmentPaths.agenda(':unitId')}`]: {
    says: 'Who comes to a unit on a day, for its specialists and for team leads.',
    who: 'agent',
    query: AskAgenda,
    reply: FoundAppointments,
  },
  [`POST ${appointmentPaths.nextReminder}`]: {
    says: 'The next citizen who wanted to be called about his appointment; nobody else gets him for ten minutes.',
    who: 'agent',
    reply: NextReminder,
  },
  [`POST ${appointmentPaths.reminder(':noticeId')}`]: {
    says: 'The citizen was told, or did not answer.',
    who: 'agent',
    body: ReminderDone,
    reply: done,
  },
  [`POST ${appointmentPaths.notices}`]: {
    says: 'Messages to citizens that are due, for the city’s own sender of SMS and e-mail.',
    who: 'administrator',
    reply: TakenNotices,
  },
  [`POST ${appointmentPaths.noticeSent(':noticeId')}`]: {
    says: 'A message was sent.',
    who: 'administrator',
    reply: done,
  },
}
