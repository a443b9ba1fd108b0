import { dayMs, hourMs } from './clock-time.ts'
import { activeRule, type RuleId, type RuleProfile } from './rules.ts'

/** One planned stretch of work of one agent. Epoch ms. */
export interface PlannedShift {
  from: number
  to: number
  /** Less than the whole span where the day is split; without it the span is all work. */
  workedMs?: number
}

/** A rule a schedule breaks, and where: shown while it is edited. */
export interface Violation {
  ruleId: RuleId
  /** Index of the shift at fault, in time order. */
  at: number
}

/** F-MAX, F-REST and R-EARLY over the shifts of one agent in time order; segments of one day are one shift's parts. */
export function judgeSchedule(shifts: readonly PlannedShift[], profile: RuleProfile): Violation[] {
  const violations: Violation[] = []
  const max = activeRule(profile, 'F-MAX')
  const rests = [activeRule(profile, 'F-REST'), activeRule(profile, 'R-EARLY')]
  for (const [at, shift] of shifts.entries()) {
    const worked = shift.workedMs ?? shift.to - shift.from
    if (max && worked > max.settings.hours * hourMs) violations.push({ ruleId: 'F-MAX', at })
    const before = shifts[at - 1]
    for (const rule of rests)
      if (rule && before && shift.from - before.to < rule.settings.hours * hourMs)
        violations.push({ ruleId: rule.id, at })
  }
  return violations
}

/** R-NOTICE: a change this close needs the agent's yes; further ahead it is told and can still be disputed. */
export function needsConsent(change: { toldAt: number; startsAt: number }, profile: RuleProfile): boolean {
  const rule = activeRule(profile, 'R-NOTICE')
  return rule !== undefined && change.startsAt - change.toldAt < rule.settings.days * dayMs
}

/** F-DISC: what a lead may still do to an agent who is off; an emergency is declared with its reason, and logged. */
export function mayReach(disconnected: boolean, emergencyReason: string | undefined): boolean {
  return !disconnected || (emergencyReason !== undefined && emergencyReason.trim().length >= 3)
}
