import { z } from 'zod'

/** ULID made on the desk or by the backend; sortable by time, safe in URLs. */
export const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be a ULID')
/** A short stable name given by people: a unit, a service, a script. Held as text always (Open311 trap: `001`). */
export const Code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'must be a code of letters, digits, . _ -')
/** ISO 8601 with a zone. Dates cross every boundary as text. */
export const Instant = z.iso.datetime({ offset: true })
/** Calendar day without a zone, for validity and review. */
export const Day = z.iso.date()
/** E.164 where the number could be read, else as it came. */
export const PhoneNumber = z.string().min(1).max(64)

export const CityId = z.enum(['quito', 'cordoba'])
export type CityId = z.infer<typeof CityId>
