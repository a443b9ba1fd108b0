import { z } from 'zod'
import { Appointment, ReminderChannel, Visitor } from './domain/appointments/appointment.ts'
import { AccessFeature, Slot, SlotRule } from './domain/appointments/slot-rule.ts'
import { Code, Day, Id, Instant } from './domain/basics.ts'

/** Appointments over HTTP: what needs the city at once. Booking, changing and cancelling go up as commands. */
export const appointmentPaths = {
  slots: '/v1/slots',
  /** A seat is kept for three minutes while the agent asks the citizen; asked again, three minutes more. */
  holds: '/v1/slots/holds',
  hold: (appointmentId: string) => `/v1/slots/holds/${appointmentId}`,
  /** Finds an appointment by its number or by the telephone of whoever comes. */
  find: '/v1/appointments/find',
  /** The file that the citizen's calendar reads. */
  calendar: (appointmentId: string) => `/v1/appointments/${appointmentId}/cita.ics`,
  /** How units publish their hours; their own people and team leads. */
  rules: '/v1/slot-rules',
  rule: (ruleId: string) => `/v1/slot-rules/${ruleId}`,
  /** Who comes to a unit on a day. */
  agenda: (unitId: string) => `/v1/units/${unitId}/appointments`,
  /** The next citizen who wanted to be called about his appointment. */
  nextReminder: '/v1/reminders/next',
  reminder: (noticeId: string) => `/v1/reminders/${noticeId}`,
  /** What the city's sender is to write to citizens; administrators. */
  notices: '/v1/notices/take',
  noticeSent: (noticeId: string) => `/v1/notices/${noticeId}/sent`,
} as const

export const AskSlots = z.object({
  unitId: Code.optional(),
  procedureId: Code.optional(),
  day: z.union([Day, z.literal('')]).default(''),
  /** Separated by commas. */
  needs: z
    .string()
    .max(200)
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(AccessFeature)),
})
/** Hours with room, soonest first, and how many seats are left. */
export const FoundSlots = z.object({ slots: z.array(z.object({ slot: Slot, seats: z.number().int() })) })

export const AskHold = z.object({ appointmentId: Id, slotId: Slot.shape.slotId })
export const Held = z.object({
  slot: Slot,
  heldUntil: Instant,
  /** How often it can be asked for again. */
  extensionsLeft: z.number().int(),
})
export type Held = z.infer<typeof Held>

export const FindAppointments = z
  .object({ number: z.string().max(40).optional(), phone: z.string().max(64).optional() })
  .refine(
    ({ number, phone }) => Boolean(number) !== Boolean(phone),
    'needs a number or a telephone, one of both',
  )
export const FoundAppointment = z.object({ appointment: Appointment, visitor: Visitor })
export type FoundAppointment = z.infer<typeof FoundAppointment>
export const FoundAppointments = z.object({ appointments: z.array(FoundAppointment) })

export const AskAgenda = z.object({ day: Day })
export const SlotRules = z.object({ rules: z.array(SlotRule) })

/** One message to a citizen, ready to be sent: neutral words, and the calendar file. */
export const Notice = z.object({
  noticeId: Id,
  kind: z.enum(['confirmation', 'change', 'cancellation', 'reminder']),
  by: ReminderChannel.exclude(['call']),
  to: z.string(),
  text: z.string(),
  calendar: z.string(),
})
export type Notice = z.infer<typeof Notice>
export const TakenNotices = z.object({ notices: z.array(Notice) })

/** A reminder that an agent speaks. */
export const CallReminder = z.object({
  noticeId: Id,
  appointment: Appointment,
  name: z.string(),
  phone: z.string(),
})
export type CallReminder = z.infer<typeof CallReminder>
export const NextReminder = z.object({
  reminder: CallReminder.nullable(),
  /** How many are due beside it. */
  waiting: z.number().int(),
})
export type NextReminder = z.infer<typeof NextReminder>
/** `unreached` comes back in two hours, while there is a visit to remind of. */
export const ReminderDone = z.object({ result: z.enum(['told', 'unreached']) })
