import type { Activity } from '../../../../shared/domain/shift.ts'
import { clockTime } from '../../ui/format.ts'

/** What the agent is doing now by plan and what comes after it, three in all. */
export function comingActivities(
  shift: { activities: readonly Activity[]; timeZone: string },
  at: Date,
): (Activity & { now: boolean })[] {
  const wall = clockTime(at, shift.timeZone)
  return shift.activities
    .filter(({ to }) => to > wall)
    .slice(0, 3)
    .map((activity) => ({ ...activity, now: activity.from <= wall }))
}
