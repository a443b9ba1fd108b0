import { z } from 'zod'
import { Code, Day } from './basics.ts'

/** Why level 1 cannot answer, and who should. With a case and with this reason, never without (domain §2.7). */
export const Escalation = z.object({
  reason: z.string().max(300),
  /** Where the script or the record names the specialists; otherwise the service's own unit. */
  unitId: Code.optional(),
})
export type Escalation = z.infer<typeof Escalation>

/** When and where a citizen would like to come. The unit gives the hour: no calendar is read here. */
export const AppointmentWish = z.object({
  unitId: Code.optional(),
  /** Empty: any day. */
  day: z.union([Day, z.literal('')]),
  partOfDay: z.enum(['any', 'morning', 'afternoon']),
  /** The office or district that suits him best; empty: any. */
  place: z.string().max(200),
})
export type AppointmentWish = z.infer<typeof AppointmentWish>

export const anyAppointment: AppointmentWish = { day: '', partOfDay: 'any', place: '' }
