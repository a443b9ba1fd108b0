import { z } from 'zod'
import { Held, NextReminder, ReminderDone } from '../appointments-api.ts'
import { Appointment, ReminderChannel, ReminderWish, Visitor } from '../domain/appointments/appointment.ts'
import { AccessFeature, Slot, SlotRule } from '../domain/appointments/slot-rule.ts'
import { Code, Day, Id } from '../domain/basics.ts'
import { Contact } from './contacts.ts'
import { done, nothing, request } from './request.ts'

/**
 * An appointment as this desk knows it. `provisional`: it waits for the network, and nobody has kept the seat;
 * `confirming`: a held seat on its way; `refused`: it was not taken and waits for the agent; `settled`: the city's word.
 */
export const AppointmentView = z.object({
  appointment: Appointment,
  word: z.enum(['provisional', 'confirming', 'refused', 'settled']),
  /** What was asked for and not yet answered; the hour of `appointment` stands until then. */
  asked: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('book') }),
    z.object({ kind: z.literal('change'), slot: Slot }),
    z.object({ kind: z.literal('cancel') }),
    z.object({ kind: z.literal('none') }),
  ]),
  unitName: z.string(),
})
export type AppointmentView = z.infer<typeof AppointmentView>

const Found = z.object({ view: AppointmentView, visitor: Visitor })
const WhichAppointment = z.object({ appointmentId: Id })

export const appointmentsRequests = {
  /** Who publishes hours, for what, and how citizens can be reminded here. */
  'appointments.offices': request(
    nothing,
    z.object({
      rules: z.array(SlotRule),
      procedures: z.array(z.object({ procedureId: Code, title: z.string(), unitId: Code })),
      remindBy: z.array(ReminderChannel),
    }),
  ),
  /** `live` false: the city was out of reach, and nobody knows how many seats are left (`seats` null). */
  'appointments.slots': request(
    z.object({
      unitId: Code.optional(),
      procedureId: Code.optional(),
      day: z.union([Day, z.literal('')]),
      needs: z.array(AccessFeature),
    }),
    z.object({
      live: z.boolean(),
      slots: z.array(z.object({ slot: Slot, seats: z.number().int().nullable() })),
    }),
  ),
  /** Keeps the seat for three minutes, or for three more. `appointmentId` null for a new appointment. */
  'appointments.hold': request(
    z.object({ appointmentId: Id.nullable(), slotId: Slot.shape.slotId }),
    z.object({ appointmentId: Id, held: Held }),
  ),
  'appointments.release': request(WhichAppointment, done),
  /** Books the hour, or moves the appointment of this contact to it; works with the cable out. */
  'appointments.confirm': request(
    z.object({
      interactionId: Id,
      /** Null for a new one that nothing was held for. */
      appointmentId: Id.nullable(),
      slot: Slot,
      procedureId: Code.optional(),
      remind: ReminderWish,
    }),
    Contact,
  ),
  /** An appointment from before becomes this contact's: to be changed or cancelled. */
  'appointments.adopt': request(z.object({ interactionId: Id, appointmentId: Id }), Contact),
  'appointments.cancel': request(z.object({ appointmentId: Id, interactionId: Id.nullable() }), done),
  /** The citizen has heard that his hour was gone. */
  'appointments.told': request(WhichAppointment, done),
  'appointments.get': request(WhichAppointment, AppointmentView.nullable()),
  /** Of this caller, by his telephone; or by the number that he says. Asked of the city, and logged. */
  'appointments.find': request(z.object({ interactionId: Id, number: z.string().max(40) }), z.array(Found)),
  /** Whom it is for, to call him; logged. */
  'appointments.visitor': request(WhichAppointment, Visitor.nullable()),
  /** Hours that were gone when the city was asked: the citizen must hear it. Own first, a colleague's after four hours. */
  'appointments.owed': request(nothing, z.array(z.object({ view: AppointmentView, of: z.string() }))),
  'appointments.agenda': request(z.object({ unitId: Code, day: Day }), z.array(Found)),
  'appointments.publish': request(z.object({ rule: SlotRule }), done),
  'appointments.withdraw': request(z.object({ ruleId: Code }), done),
  'appointments.nextReminder': request(nothing, NextReminder),
  'appointments.settleReminder': request(ReminderDone.extend({ noticeId: Id }), done),
} as const
