import { RRuleTemporal } from 'rrule-temporal'
import { dayMs } from '../shifts/clock-time.ts'
import { mondayOf } from './week-time.ts'
import type { DatedShift } from './dated-shift.ts'
import type { Pattern } from './planning.ts'

/** A day is the finest a pattern of shifts can name; finer ones would be thousands of shifts. */
const frequencies = /(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/
const byTheClock = /(?:^|;)BY(?:HOUR|MINUTE|SECOND)=/

/** Undefined for a rule that can be used, else what is wrong with it in words for whoever typed it. */
export function patternFault(pattern: Pick<Pattern, 'rrule' | 'firstDay'>): string | undefined {
  if (byTheClock.test(pattern.rrule)) return 'must not name hours: they are in the fields beside it'
  if (/[\r\n:]/.test(pattern.rrule)) return 'must be one line of NAME=VALUE parts joined by ;'
  if (!frequencies.test(pattern.rrule)) return 'must name FREQ=DAILY, WEEKLY, MONTHLY or YEARLY'
  try {
    occurrences(pattern, mondayOf(pattern.firstDay))
    return undefined
  } catch {
    return 'is not a rule of RFC 5545'
  }
}

/** The days of this week on which the pattern has a shift. Calendar days: the clock's changes do not touch them. */
export function daysOfPattern(pattern: Pick<Pattern, 'rrule' | 'firstDay'>, weekStart: string): string[] {
  return patternFault(pattern) === undefined ? occurrences(pattern, weekStart) : []
}

function occurrences({ rrule, firstDay }: Pick<Pattern, 'rrule' | 'firstDay'>, weekStart: string): string[] {
  const start = firstDay.replaceAll('-', '')
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${start}T000000\nRRULE:${rrule}`,
    strict: true,
  })
  const monday = Date.parse(`${weekStart}T00:00:00Z`)
  return rule
    .between(new Date(monday), new Date(monday + 7 * dayMs - 1), true)
    .map((occurrence) => occurrence.toString().slice(0, 10))
}

/** The pattern's shifts of one agent in one week. */
export function shiftsOfPattern(
  pattern: Pattern,
  week: { agentId: string; weekStart: string; newId: () => string },
): DatedShift[] {
  const { from, to, work, pauses } = pattern
  return daysOfPattern(pattern, week.weekStart).map((day) => ({
    datedShiftId: week.newId(),
    agentId: week.agentId,
    day,
    from,
    to,
    work,
    pauses: [...pauses],
    blocks: [],
  }))
}
