import type { Activity } from '../../../../shared/domain/shift.ts'
import { clockTime, minutesOf } from '../../ui/format.ts'

/** The first rest of today that has not begun; `minutes` is how long it lasts. */
export function nextBreak(
  shift: { activities: readonly Activity[]; timeZone: string },
  now: Date,
): { from: string; minutes: number } | undefined {
  const wall = clockTime(now, shift.timeZone)
  const rest = shift.activities.find(({ kind, from }) => (kind === 'break' || kind === 'meal') && from > wall)
  return rest && { from: rest.from, minutes: minutesOf(rest.to) - minutesOf(rest.from) }
}
