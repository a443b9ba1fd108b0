import { z } from 'zod'
import { CityId, Day } from './basics.ts'
import { DeskRules } from './desk.ts'

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
  source: z.string().min(1),
  reviewedOn: Day,
})
export type City = z.infer<typeof City>
export type Country = City['country']
