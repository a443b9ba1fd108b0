import type { ScheduleView } from '../../../shared/contract.ts'
import { coverage, coverageSummary } from '../../../shared/domain/schedules/coverage.ts'
import { spanMinutes, type DatedShift } from '../../../shared/domain/schedules/dated-shift.ts'
import { requirementsOf, type Requirement } from '../../../shared/domain/schedules/requirement.ts'
import { judgeDraft } from '../../../shared/domain/schedules/violations.ts'
import { daysOfWeek, slotsOfWeek } from '../../../shared/domain/schedules/week-time.ts'
import type { WeekFile } from '../../../shared/schedules-api.ts'
import { ruleWords } from './rule-words.ts'

const unanswered = ({ held }: WeekFile, agentId: string) => (held.includes(agentId) ? 'held' : 'waiting')

const requirements = new WeakMap<WeekFile, Requirement[]>()

/** What the week asks for: it changes with the forecast, not with every key of the lead. */
function required(file: WeekFile): Requirement[] {
  const known = requirements.get(file)
  if (known) return known
  const found = requirementsOf(slotsOfWeek(file.weekStart, file.timeZone), file.expected, file)
  requirements.set(file, found)
  return found
}

/** One week as the screen draws it, rules and coverage included. */
export function scheduleView(
  file: WeekFile,
  shifts: readonly DatedShift[],
  facts: { now: number; saved: boolean; canUndo: boolean; canRedo: boolean },
): ScheduleView {
  const { weekStart, timeZone, planning, profile, published } = file
  const slots = slotsOfWeek(weekStart, timeZone)
  const covered = coverage(slots, shifts, timeZone)
  const needed = required(file)
  const violations = judgeDraft(shifts, { ...file, ...planning, now: facts.now })
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
        answer: week ? (week.answer?.kind ?? unanswered(file, agentId)) : 'unpublished',
        words: week?.answer?.words ?? '',
        reply: week?.reply?.words ?? '',
        awaitedDays: week?.awaited?.days ?? [],
      }
    }),
    shifts: [...shifts],
    violations: violations.map((violation) => ({ ...violation, ...ruleWords(violation.code, profile) })),
    coverage: slots.map(({ day, half }, place) => ({
      day,
      half,
      calls: file.expected[place]?.calls ?? 0,
      handleTimeS: file.expected[place]?.handleTimeS ?? planning.policy.handleTimeS,
      onLine: needed[place]?.onLine ?? 0,
      planned: needed[place]?.planned ?? 0,
      covered: covered[place] ?? 0,
    })),
    summary: coverageSummary(covered, needed),
    planning,
    queues: file.queues,
    exchanges: file.exchanges,
    saved: facts.saved,
    canUndo: facts.canUndo,
    canRedo: facts.canRedo,
  }
}
