import { hourMs, isoWeekday, minuteMs } from '../shifts/clock-time.ts'
import { activeRule, type RuleProfile } from '../shifts/rules.ts'
import { openingHours } from './opening-hours.ts'
import type { Planning } from './planning.ts'
import { restMinutesFor } from './violations.ts'
import { clockMinutes, slotMs, spanOf, wallTimeOf } from './week-time.ts'

/** One shift somebody could work on one day: all of it is known but who. */
export interface Template {
  day: string
  fromWall: string
  toWall: string
  from: number
  to: number
  /** Half hours of the week it covers, by place: from `start` up to, not with, `end`. */
  start: number
  end: number
  workedMs: number
  restMinutes: number
  meal: { from: string; to: string } | undefined
  /** 1 on weekends and at the edges of the day, else 0: shared out in turn. */
  unsocial: number
}

const earlyMinutes = 7 * 60
const lateMinutes = 19 * 60

/** Every half hour the line is open at, with every length the site knows, as far as the day's limit allows (F-MAX). */
export function templatesOf(
  day: string,
  facts: Pick<Planning, 'limits' | 'holidays'> & {
    weekStart: string
    timeZone: string
    profile: RuleProfile
  },
): Template[] {
  const { limits, profile, timeZone, weekStart } = facts
  const open = openingHours(day, facts)
  if (!open) return []
  const opens = clockMinutes(open.opens)
  const closes = clockMinutes(open.closes) + (open.closes <= open.opens ? 1440 : 0)
  const first = spanOf({ day: weekStart, from: '00:00', to: '00:00' }, timeZone).from
  const most = (activeRule(profile, 'F-MAX')?.settings.hours ?? 24) * hourMs
  const templates: Template[] = []
  for (const hours of limits.lengths)
    for (let start = opens; start + hours * 60 <= closes && start < 1440; start += 30) {
      const fromWall = wallTimeOf(start)
      const toWall = wallTimeOf(start + hours * 60)
      const { from, to } = spanOf({ day, from: fromWall, to: toWall }, timeZone)
      const meal = mealWithin(start, start + hours * 60, profile)
      const workedMs = to - from - (meal ? meal.minutes * minuteMs : 0)
      if (workedMs <= 0 || workedMs > most) continue
      const late = start + hours * 60 > lateMinutes || start < earlyMinutes
      templates.push({
        day,
        fromWall,
        toWall,
        from,
        to,
        start: Math.round((from - first) / slotMs),
        end: Math.round((to - first) / slotMs),
        workedMs,
        restMinutes: restMinutesFor(to - from, profile),
        meal: meal && { from: meal.from, to: meal.to },
        unsocial: isoWeekday(day) >= 6 || late ? 1 : 0,
      })
    }
  return templates
}

/** F-MEAL: only where the site has named its hours, and only inside a long shift. */
function mealWithin(
  start: number,
  end: number,
  profile: RuleProfile,
): { from: string; to: string; minutes: number } | undefined {
  const settings = activeRule(profile, 'F-MEAL')?.settings
  if (!settings || settings.from === null || settings.minutes === null) return undefined
  const from = clockMinutes(settings.from)
  if (end - start <= settings.spanOverHours * 60 || from < start + 60 || from + settings.minutes > end - 60)
    return undefined
  return { from: settings.from, to: wallTimeOf(from + settings.minutes), minutes: settings.minutes }
}
