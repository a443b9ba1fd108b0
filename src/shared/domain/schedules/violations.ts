import { judgeSchedule, needsConsent } from '../shifts/schedule.ts'
import { hourMs, minuteMs } from '../shifts/clock-time.ts'
import { activeRule, type RuleId, type RuleProfile, type WorkFunction } from '../shifts/rules.ts'
import { workedMsOf, type Absence, type DatedShift } from './dated-shift.ts'
import { personalFaults } from './personal-faults.ts'
import type { Contract, Planning } from './planning.ts'
import { mondayOf, pauseSpan, spanOf } from './week-time.ts'

/**
 * Not rules of a law but of arithmetic (nobody is in two places, who is away is away) or of the site: contract
 * hours, wishes, opening hours.
 */
export type ViolationCode =
  RuleId | 'F-SHIFT-EDGE' | 'overlap' | 'absent' | 'pause-outside' | 'contract' | 'wish' | 'closed'

/** What is wrong with a draft, where, and how much; `hard` keeps it from being published. */
export interface ScheduleViolation {
  code: ViolationCode
  hard: boolean
  agentId: string
  datedShiftId: string
  /** What it is and what the rule allows, in the rule's unit (hours; F-SHIFT minutes; R-NOTICE days). */
  found: number
  allowed: number
}

export interface JudgeFacts extends Pick<Planning, 'limits' | 'holidays'> {
  profile: RuleProfile
  timeZone: string
  absences: readonly Absence[]
  contracts: readonly Contract[]
  /** R-SKILL: who was trained for what; null for everything. */
  agents: readonly { agentId: string; skills: readonly WorkFunction[] | null }[]
  /** Shifts just outside the draft that its rests are counted from: the Sunday before, the Monday after. */
  around: readonly DatedShift[]
  /** What stands for these days now; a draft that leaves a day as it is needs no notice. */
  standing: readonly DatedShift[]
  now: number
}

interface Timed {
  shift: DatedShift
  from: number
  to: number
  workedMs: number
}

/** Every rule a draft breaks, by agent and in time order. Cheap enough for every keystroke of a lead. */
export function judgeDraft(shifts: readonly DatedShift[], facts: JudgeFacts): ScheduleViolation[] {
  const byAgent = Map.groupBy(shifts, ({ agentId }) => agentId)
  const around = Map.groupBy(facts.around, ({ agentId }) => agentId)
  return [...byAgent].flatMap(([agentId, own]) => judgeAgent(own, around.get(agentId) ?? [], facts))
}

function judgeAgent(
  own: readonly DatedShift[],
  around: readonly DatedShift[],
  facts: JudgeFacts,
): ScheduleViolation[] {
  const drafted = new Set(own)
  const timed = [...own, ...around]
    .map((shift) => timedShift(shift, facts.timeZone))
    .toSorted((a, b) => a.from - b.from)
  return [
    ...overlaps(timed),
    ...hours(timed, facts),
    ...week(timed, facts.profile),
    ...timed.flatMap((one) => [
      ...pauses(one, facts),
      ...absent(one.shift, facts.absences),
      ...notice(one, facts),
    ]),
    ...personalFaults(own, facts).map(({ shift, code, hard, found, allowed }) =>
      violation(shift, code, hard, found, allowed),
    ),
  ].filter(({ datedShiftId }) =>
    own.some((shift) => drafted.has(shift) && shift.datedShiftId === datedShiftId),
  )
}

function timedShift(shift: DatedShift, timeZone: string): Timed {
  return { shift, ...spanOf(shift, timeZone), workedMs: workedMsOf(shift, timeZone) }
}

function violation(
  { agentId, datedShiftId }: DatedShift,
  code: ViolationCode,
  hard: boolean,
  found: number,
  allowed: number,
): ScheduleViolation {
  return { code, hard, agentId, datedShiftId, found: Math.round(found * 100) / 100, allowed }
}

function overlaps(timed: readonly Timed[]): ScheduleViolation[] {
  return timed.flatMap(({ shift, from }, at) => {
    const before = timed[at - 1]
    return before && from < before.to
      ? [violation(shift, 'overlap', true, (before.to - from) / hourMs, 0)]
      : []
  })
}

/** F-MAX, F-REST and R-EARLY, by day: the parts of a split day are one, and its gap is no night's rest. */
function hours(timed: readonly Timed[], { profile }: JudgeFacts): ScheduleViolation[] {
  const days = [...Map.groupBy(timed, ({ shift }) => shift.day).values()]
  const spans = days.map((parts) => ({
    from: parts[0]?.from ?? 0,
    to: Math.max(...parts.map(({ to }) => to)),
    workedMs: parts.reduce((sum, { workedMs }) => sum + workedMs, 0),
  }))
  return judgeSchedule(spans, profile).flatMap(({ ruleId, at }) => {
    const first = days[at]?.[0]?.shift
    const span = spans[at]
    if (!first || !span || (ruleId !== 'F-MAX' && ruleId !== 'F-REST' && ruleId !== 'R-EARLY')) return []
    const allowed = activeRule(profile, ruleId)?.settings.hours ?? 0
    const found = ruleId === 'F-MAX' ? span.workedMs : Math.max(0, span.from - (spans[at - 1]?.to ?? 0))
    return [violation(first, ruleId, ruleId !== 'R-EARLY', found / hourMs, allowed)]
  })
}

/** F-WEEK: Monday to Sunday, told at the first shift that goes past it. */
function week(timed: readonly Timed[], profile: RuleProfile): ScheduleViolation[] {
  const rule = activeRule(profile, 'F-WEEK')
  if (!rule) return []
  return [...Map.groupBy(timed, ({ shift }) => mondayOf(shift.day)).values()].flatMap((ofWeek) => {
    const whole = ofWeek.reduce((sum, { workedMs }) => sum + workedMs, 0)
    let sum = 0
    const past = ofWeek.find(({ workedMs }) => (sum += workedMs) > rule.settings.hours * hourMs)
    return past ? [violation(past.shift, 'F-WEEK', true, whole / hourMs, rule.settings.hours)] : []
  })
}

/**
 * F-SHIFT: as much rest as the length asks for, the law's floor in any case, and not at either end of the day. Visual
 * breaks are owed on top of it (II Conv. art. 54), as many as there are hours: they neither count nor are misplaced.
 */
function pauses({ shift, from, to }: Timed, { profile, timeZone }: JudgeFacts): ScheduleViolation[] {
  const spans = shift.pauses.map((pause) => pauseSpan(shift, pause, timeZone))
  const blocks = shift.blocks.map((block) => pauseSpan(shift, block, timeZone))
  const outside = [...spans, ...blocks].some((span) => span.from < from || span.to > to)
  const found = outside ? [violation(shift, 'pause-outside', true, 0, 0)] : []
  const rule = activeRule(profile, 'F-SHIFT')
  if (!rule) return found
  const needed = restMinutesFor(to - from, profile)
  const visual = activeRule(profile, 'F-PVD')?.settings.restMinutes ?? 0
  const rests = spans.filter((span) => needed <= visual || span.to - span.from > visual * minuteMs)
  const rested = rests.reduce((sum, span) => sum + span.to - span.from, 0) / minuteMs
  const floor = to - from > rule.settings.floorOverHours * hourMs ? rule.settings.floorMinutes : 0
  if (rested < needed) found.push(violation(shift, 'F-SHIFT', rested < floor, rested, needed))
  const { notInFirstMinutes, notInLastMinutes } = rule.settings
  for (const span of rested >= needed ? rests : []) {
    const [before, after] = [(span.from - from) / minuteMs, (to - span.to) / minuteMs]
    const early = before < notInFirstMinutes
    if (!early && after >= notInLastMinutes) continue
    const [near, least] = early ? [before, notInFirstMinutes] : [after, notInLastMinutes]
    return [...found, violation(shift, 'F-SHIFT-EDGE', false, near, least)]
  }
  return found
}

/** Minutes of rest that a shift of this length carries, by F-SHIFT's tiers and floor. */
export function restMinutesFor(lengthMs: number, profile: RuleProfile): number {
  const rule = activeRule(profile, 'F-SHIFT')
  if (!rule) return 0
  const { tiers, floorOverHours, floorMinutes } = rule.settings
  const tier = tiers.findLast(({ fromHours }) => lengthMs >= fromHours * hourMs)?.minutes ?? 0
  return lengthMs > floorOverHours * hourMs ? Math.max(tier, floorMinutes) : tier
}

function absent(shift: DatedShift, absences: readonly Absence[]): ScheduleViolation[] {
  const away = absences.some(
    ({ agentId, from, to }) => agentId === shift.agentId && from <= shift.day && shift.day <= to,
  )
  return away ? [violation(shift, 'absent', true, 1, 0)] : []
}

/** R-NOTICE: not wrong, but the agent has to say yes first; told while it can still be planned otherwise. */
function notice({ shift, from }: Timed, { profile, standing, now }: JudgeFacts): ScheduleViolation[] {
  const rule = activeRule(profile, 'R-NOTICE')
  if (!rule || !needsConsent({ toldAt: now, startsAt: from }, profile)) return []
  if (standing.some((one) => sameWork(one, shift))) return []
  return [violation(shift, 'R-NOTICE', false, (from - now) / (24 * hourMs), rule.settings.days)]
}

/** The same hours for the same person: its id, and where its pauses lie, are no news to be given notice of. */
export function sameWork(one: DatedShift, other: DatedShift): boolean {
  return (
    one.agentId === other.agentId && one.day === other.day && one.from === other.from && one.to === other.to
  )
}
