import { z } from 'zod'

/** A citizen's language other than Spanish, as BCP 47 writes it: `en`, `qu` (Kichwa). */
export const SpokenLanguage = z.string().regex(/^[a-z]{2,3}$/, 'must be a language such as en or qu')
