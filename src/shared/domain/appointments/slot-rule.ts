import { z } from 'zod'
import { Code, Day, Id, Instant } from '../basics.ts'
import { patternFault } from '../schedules/patterns.ts'
import { WallTime } from '../shift.ts'

/** What an office offers to whoever needs it; a citizen who needs two is only shown slots that have both. */
export const AccessFeature = z.enum([
  'step-free',
  'lift',
  'hearing-loop',
  'sign-language',
  'quiet',
  'parking',
])
export type AccessFeature = z.infer<typeof AccessFeature>

/** How a unit publishes its hours: on these days (RRULE of RFC 5545), one slot after another, so many seats each. */
export const SlotRule = z
  .object({
    ruleId: Code.max(40),
    unitId: Code,
    /** The office and its address: what the citizen is told, so it names no subject. */
    place: z.string().min(3).max(200),
    rrule: z.string().min(8).max(300),
    firstDay: Day,
    /** By the hands of the city's clock. */
    from: WallTime,
    to: WallTime,
    slotMinutes: z.number().int().min(5).max(480),
    capacity: z.number().int().min(1).max(200),
    exceptions: z.array(Day).max(200).default([]),
    /** Empty: for every procedure of the unit. */
    procedureIds: z.array(Code).max(100).default([]),
    features: z.array(AccessFeature).default([]),
  })
  .superRefine((rule, context) => {
    const fault = patternFault(rule)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['rrule'], message: fault })
    if (rule.from >= rule.to)
      context.addIssue({ code: 'custom', path: ['to'], message: 'must be later than from' })
  })
export type SlotRule = z.infer<typeof SlotRule>

/** One hour to come. Its name follows from its rule, so that two readings of one rule mean the same seat. */
export const Slot = z.object({
  slotId: z.string().regex(/^[A-Za-z0-9._-]{1,40}@\d{8}T\d{4}$/, 'must be the name of a slot'),
  unitId: Code,
  place: z.string().max(200),
  startsAt: Instant,
  endsAt: Instant,
  features: z.array(AccessFeature),
})
export type Slot = z.infer<typeof Slot>

/** Where an appointment stands. A desk shows `provisional` until the city has said whether the seat is his. */
export const Appointment = z.object({
  appointmentId: Id,
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
  .object({
    by: z.enum(['none', 'sms', 'email']),
    to: z.string().max(254),
  })
  .refine(({ by, to }) => by === 'none' || to.trim() !== '', 'a reminder needs a number or an address')
export type ReminderWish = z.infer<typeof ReminderWish>

/** What can become of a booked hour. */
export const AppointmentStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), slot: Slot }),
  z.object({ kind: z.literal('cancel') }),
  /** The citizen was told that the hour was gone. */
  z.object({ kind: z.literal('told') }),
  /** The contact ended protected (§4.6): nobody writes to this person. */
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
