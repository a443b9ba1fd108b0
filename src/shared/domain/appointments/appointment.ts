import { z } from 'zod'
import { Code, Id, Instant } from '../basics.ts'
import { Slot } from './slot-rule.ts'

/**
 * Where an appointment stands; every desk may see it, so it says nothing of the person. A desk shows `provisional`
 * until the city has said whether the seat is his.
 */
export const Appointment = z.object({
  appointmentId: Id,
  /** Given by the backend: what the citizen says when he comes, and when he wants another hour. */
  number: z.string().max(40).optional(),
  /** Who promised it last: what is left to tell comes back to him. */
  agentId: Code,
  slot: Slot,
  state: z.enum(['provisional', 'confirmed', 'cancelled', 'lost']),
  /** RFC 5545 §3.8.7.4: one more with every change. */
  sequence: z.number().int().nonnegative(),
  /** The hour that was wanted instead and was gone; the one in `slot` stands. */
  refused: Slot.optional(),
  /** The citizen has heard that his hour was gone. */
  toldAt: Instant.optional(),
  updatedAt: Instant,
})
export type Appointment = z.infer<typeof Appointment>

/** How the citizen wants to be reminded; `none` where he said no, or nothing. */
export const ReminderWish = z
  .object({ by: z.enum(['none', 'call', 'sms', 'email']), to: z.string().max(254) })
  .refine(({ by, to }) => by === 'none' || to.trim() !== '', 'a reminder needs a number or an address')
export type ReminderWish = z.infer<typeof ReminderWish>

/** Channels that a citizen can accept a reminder on. */
export const ReminderChannel = z.enum(['call', 'sms', 'email'])
export type ReminderChannel = z.infer<typeof ReminderChannel>

/** As little as the counter and a colleague need: it stays at the backend, and until a day after the visit. */
export const Visitor = z.object({
  name: z.string().max(200),
  phone: z.string().max(64),
  procedureId: Code.optional(),
})
export type Visitor = z.infer<typeof Visitor>

/** What can become of an hour: asked for, changed, given back, or its loss told. */
export const AppointmentStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('book'), slot: Slot, visitor: Visitor, remind: ReminderWish }),
  z.object({ kind: z.literal('change'), slot: Slot }),
  z.object({ kind: z.literal('cancel') }),
  /** The citizen has heard that the hour was gone. */
  z.object({ kind: z.literal('told') }),
  /** The contact ended protected (domain §4.6): nobody writes to this person or calls him. */
  z.object({ kind: z.literal('silence') }),
])
export type AppointmentStep = z.infer<typeof AppointmentStep>

/** Why a step of an appointment is refused, by code: the desk has the words. */
export const appointmentRefusals = {
  exists: 'appointment-exists',
  gone: 'appointment-gone',
  over: 'appointment-over',
} as const
export type AppointmentRefusal = (typeof appointmentRefusals)[keyof typeof appointmentRefusals]
