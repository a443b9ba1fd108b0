import { z } from 'zod'
import { Id, Instant, PhoneNumber } from './basics.ts'
import { SpokenLanguage } from './spoken-language.ts'

/** Somebody who contacted the city. Only what the desk needs to greet and to file a case. */
export const Citizen = z.object({
  citizenId: Id,
  name: z.string().max(200),
  phones: z.array(PhoneNumber).max(10),
  /** Cédula, DNI or NIE; masked on screen until revealed. */
  document: z.string().max(32).optional(),
  /** What he is spoken to in where it is not Spanish. */
  language: SpokenLanguage.optional(),
  prefers: z.string().max(200).optional(),
  address: z.string().max(300).optional(),
  updatedAt: Instant,
})
export type Citizen = z.infer<typeof Citizen>

/** The citizen with what he is spoken to in; without one he is spoken to in Spanish. */
export function speaking(citizen: Citizen, language: Citizen['language'] | null): Citizen {
  const { language: _, ...others } = citizen
  return language ? { ...others, language } : others
}
