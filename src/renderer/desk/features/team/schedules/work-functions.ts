import type { DatedShift } from '../../../../../shared/domain/schedules/dated-shift.ts'

/** What hours can be planned for, in the order of their lists. */
export const workFunctions: readonly DatedShift['work'][] = [
  'phone',
  'priority-phone',
  'callbacks',
  'email',
  'social',
  'appointments',
  'back-office',
  'training',
]
