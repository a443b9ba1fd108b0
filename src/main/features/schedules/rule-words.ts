import type { ShownRefusal, ShownViolation } from '../../../shared/contract.ts'
import type { ScheduleRefusal } from '../../../shared/domain/schedules/refusal.ts'
import type { RuleId, RuleProfile } from '../../../shared/domain/shifts/rules.ts'

const units: Partial<Record<RuleId | 'overlap' | 'contract', ShownViolation['unit']>> = {
  'F-MAX': 'hours',
  'F-WEEK': 'hours',
  'F-REST': 'hours',
  'R-EARLY': 'hours',
  'F-SHIFT': 'minutes',
  'R-NOTICE': 'days',
  overlap: 'hours',
  contract: 'hours',
}

/** The rule's own words beside its code; none for what is no rule of the profile, which the screens have words for. */
export function ruleWords(
  code: string,
  profile: RuleProfile,
): Pick<ShownViolation, 'unit' | 'title' | 'why' | 'source'> {
  const rule = profile.rules.find(({ id }) => id === code)
  return {
    unit: units[code as keyof typeof units] ?? 'none',
    title: rule?.title ?? '',
    why: rule?.why ?? '',
    source: rule?.source ?? '',
  }
}

export function shownRefusal(refusal: ScheduleRefusal, profile: RuleProfile): ShownRefusal {
  const { unit, title, source } = ruleWords(refusal.rule, profile)
  return { ...refusal, unit, title, source }
}
