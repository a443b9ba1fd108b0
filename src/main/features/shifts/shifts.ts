import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'

/** Today's shift in the city's own time, from the cache: it is there with the cable out. */
export function createShift(deps: {
  rows: CacheRows
  clock: Clock
  agentId: () => string | undefined
  timeZone: () => string
}): { readonly handlers: HandlersOf<'shift'> } {
  return {
    handlers: {
      'shift.today'() {
        const today = isoWeekday(deps.clock.now(), deps.timeZone())
        const shift = deps.rows.knowledge
          .all('shift')
          .find((one) => one.agentId === deps.agentId() && one.weekdays.includes(today))
        if (!shift) return null
        return { from: shift.from, to: shift.to, activities: shift.activities, timeZone: deps.timeZone() }
      },
    },
  }
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** 1 = Monday … 7 = Sunday (ISO 8601), where the city is and not where the laptop thinks it is. */
function isoWeekday(at: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone }).format(at)
  return weekdays.indexOf(name) + 1
}
