import type { ShownRefusal, ShownViolation } from '../../../shared/contract.ts'
import type { ScheduleRefusal } from '../../../shared/domain/schedules/refusal.ts'
import type { RuleId, RuleProfile } from '../../../shared/domain/shifts/rules.ts'

const units: Partial<Record<RuleId | 'F-SHIFT-EDGE' | 'overlap' | 'contract', ShownViolation['unit']>> = {
  'F-MAX': 'hours',
  'F-WEEK': 'hours',
  'F-REST': 'hours',
  'R-EARLY': 'hours',
  'F-SHIFT': 'minutes',
  'F-SHIFT-EDGE': 'minutes',
  'R-NOTICE': 'days',
  overlap: 'hours',
  contract: 'hours',
}

/** A part of a rule that the screens have words of their own for; its source is the rule's. */
const ruleOfPart: Readonly<Record<string, RuleId>> = { 'F-SHIFT-EDGE': 'F-SHIFT' }

/** The rule's own words beside its code; none for what is no rule of the profile, which the screens have words for. */
export function ruleWords(
  code: string,
  profile: RuleProfile,
): Pick<ShownViolation, 'unit' | 'title' | 'why' | 'source'> {
  const whole = ruleOfPart[code]
  const rule = profile.rules.find(({ id }) => id === (whole ?? code))
  return {
    unit: units[code as keyof typeof units] ?? 'none',
    title: whole ? '' : (rule?.title ?? ''),
    why: rule?.why ?? '',
    source: rule?.source ?? '',
  }
}

export function shownRefusal(refusal: ScheduleRefusal, profile: RuleProfile): ShownRefusal {
  const { unit, title, source } = ruleWords(refusal.rule, profile)
  return { ...refusal, unit, title, source }
}
