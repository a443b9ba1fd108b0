import type { ScheduleView } from '../../../shared/contract.ts'
import { coverage, coverageSummary } from '../../../shared/domain/schedules/coverage.ts'
import { spanMinutes, type DatedShift } from '../../../shared/domain/schedules/dated-shift.ts'
import { requirementOf } from '../../../shared/domain/schedules/requirement.ts'
import { judgeDraft } from '../../../shared/domain/schedules/violations.ts'
import { daysOfWeek, slotsOfWeek } from '../../../shared/domain/schedules/week-time.ts'
import type { WeekFile } from '../../../shared/schedules-api.ts'

const requirements = new WeakMap<WeekFile, ReturnType<typeof requirementOf>[]>()

/** What the week asks for: it changes with the forecast, not with every key of the lead. */
function required(file: WeekFile) {
  const known = requirements.get(file)
  if (known) return known
  const found = file.expected.map((expected) => requirementOf(expected, file.planning.policy))
  requirements.set(file, found)
  return found
}

/** One week as the screen draws it, rules and coverage included. */
export function scheduleView(
  file: WeekFile,
  shifts: readonly DatedShift[],
  facts: { now: number; saved: boolean },
): ScheduleView {
  const { weekStart, timeZone, planning, profile, published } = file
  const slots = slotsOfWeek(weekStart, timeZone)
  const covered = coverage(slots, shifts, timeZone)
  const needed = required(file)
  const rules = new Map(profile.rules.map((rule) => [rule.id as string, rule]))
  const violations = judgeDraft(shifts, { ...file, absences: planning.absences, now: facts.now })
  return {
    weekStart,
    days: daysOfWeek(weekStart),
    agents: file.agents.map(({ agentId, name }) => {
      const week = published.find((one) => one.agentId === agentId)
      const own = shifts.filter((shift) => shift.agentId === agentId)
      return {
        agentId,
        name,
        hours: own.reduce((sum, shift) => sum + spanMinutes(shift), 0) / 60,
        answer: week ? (week.answer?.kind ?? 'waiting') : 'unpublished',
        words: week?.answer?.words ?? '',
        awaitedDays: week?.awaited?.days ?? [],
      }
    }),
    shifts: [...shifts],
    violations: violations.map((violation) => {
      const rule = rules.get(violation.code)
      return {
        ...violation,
        title: rule?.title ?? '',
        why: rule?.why ?? '',
        source: rule?.source ?? '',
      }
    }),
    coverage: slots.map(({ day, half }, place) => ({
      day,
      half,
      planned: needed[place]?.planned ?? 0,
      covered: covered[place] ?? 0,
    })),
    summary: coverageSummary(covered, needed),
    policy: planning.policy,
    patterns: planning.patterns,
    absences: planning.absences,
    exchanges: file.exchanges,
    saved: facts.saved,
  }
}
