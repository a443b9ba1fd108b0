import { z } from 'zod'
import { Code } from './basics.ts'

/** Local wall-clock time of the city, 24 h. */
export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')

/** A function's block within a shift; rotation changes the function, a break stops all of them. */
export const Activity = z.object({
  kind: z.enum([
    'phone',
    'priority-phone',
    'callbacks',
    'email',
    'social',
    'appointments',
    'back-office',
    'training',
    'break',
    'meal',
  ]),
  from: WallTime,
  to: WallTime,
})
export type Activity = z.infer<typeof Activity>

export const Shift = z.object({
  shiftId: Code,
  agentId: Code,
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  weekdays: z.array(z.number().int().min(1).max(7)),
  from: WallTime,
  to: WallTime,
  activities: z.array(Activity),
})
export type Shift = z.infer<typeof Shift>
