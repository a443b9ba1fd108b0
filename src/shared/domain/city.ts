import { z } from 'zod'
import { ReminderChannel } from './appointments/appointment.ts'
import { CityId, Code, Day } from './basics.ts'
import { DeskRules } from './desk.ts'
import { WallTime } from './shift.ts'

const Dialable = z.string().regex(/^\+?[0-9]{2,15}$/, 'must be a number to dial, digits only')

/** The numbers a hand-off needs (domain §4.6); they must be readable with the cable out. */
export const CityNumbers = z.object({
  /** The city's own line, the one the citizen called. */
  main: Dialable,
  emergency: Dialable,
  /** Clinical line, the second choice after the emergency number. */
  health: Dialable,
  violence: Dialable,
  crisis: Dialable,
})
export type CityNumbers = z.infer<typeof CityNumbers>

/** A part of the city and the words that people say for it. */
export const Area = z.object({
  areaId: Code,
  name: z.string().min(1).max(120),
  words: z.array(z.string().min(2).max(120)).max(60).default([]),
})
export type Area = z.infer<typeof Area>

/** When the units work: the clock of an escalated case runs then and at no other time (domain §2.7). */
export const UnitHours = z.object({
  days: z
    .array(
      z
        .object({ weekday: z.number().int().min(1).max(7), from: WallTime, to: WallTime })
        .refine(({ from, to }) => from < to, 'must begin before it ends'),
    )
    .min(1)
    .max(14),
  holidays: z.array(Day).max(400).default([]),
})
export type UnitHours = z.infer<typeof UnitHours>

/** Where a pack belongs: it decides words, currency, clock and the numbers of every hand-off. */
export const City = z.object({
  cityId: CityId,
  name: z.string().min(1).max(120),
  country: z.enum(['EC', 'ES']),
  timeZone: z.enum(['America/Guayaquil', 'Europe/Madrid']),
  currency: z.enum(['USD', 'EUR']),
  numbers: CityNumbers,
  /** Without it a desk keeps citizen data for fifteen minutes, and its key is whole without the city. */
  desk: DeskRules.optional(),
  /** Without them Monday to Friday, 08:00 to 16:00. */
  unitHours: UnitHours.optional(),
  /** Parts of the city by which cases go to units (`byArea` of a service). */
  areas: z.array(Area).max(200).optional(),
  /** Within how many days a case on the same is offered as perhaps the same; 30 unless told otherwise. */
  duplicateDays: z.number().int().min(1).max(365).optional(),
  /** Without it citizens are reminded of appointments by a call of an agent. */
  appointments: z
    .object({
      /** Whose calendars the appointments come from; no answer is read. */
      organizer: z.email(),
      /** SMS and e-mail only where a sender of the city takes them from the backend. */
      remindBy: z.array(ReminderChannel).min(1).default(['call']),
    })
    .optional(),
  source: z.string().min(1),
  reviewedOn: Day,
})
export type City = z.infer<typeof City>
export type Country = City['country']
