import { RuleProfile, type Rule } from '../shifts/rules.ts'
import type { KnowledgeCheck } from './check-knowledge.ts'
import type { Finding } from './findings.ts'

/**
 * Numbers of one rule that cannot hold together are an error. That a rule protects less than the one in use, or got
 * other numbers from the same source, is for the second person to weigh. What the schema asks is said by its check.
 */
export const checkRules: KnowledgeCheck = ({ entity, id, doc }, { before }) => {
  const profile = entity === 'rules' ? RuleProfile.safeParse(doc).data : undefined
  if (!profile) return []
  const inUse = RuleProfile.safeParse(before?.doc).data
  const found = (at: string, rule: Finding['rule'], detail = ''): Finding => ({
    entity,
    id,
    field: at,
    rule,
    level: rule === 'impossible-numbers' ? 'error' : 'warning',
    detail,
  })
  return profile.rules.flatMap((rule, index) => {
    const was = inUse?.rules.find((one) => one.id === rule.id)
    const place = `rules.${index}`
    return [
      ...impossible(rule).map((name) => found(`${place}.settings.${name}`, 'impossible-numbers')),
      ...(was?.enabled === true && !rule.enabled ? [found(`${place}.enabled`, 'switched-off')] : []),
      ...(was
        ? weaker(rule, was).map(({ name, old }) => found(`${place}.settings.${name}`, 'less-rest', old))
        : []),
      ...(was && sameSource(rule, was) && !sameNumbers(rule, was)
        ? [found(`${place}.source`, 'source-unchanged')]
        : []),
    ]
  })
}

/** The settings that contradict another one of the same rule. */
function impossible(rule: Rule): string[] {
  switch (rule.id) {
    case 'F-PVD':
      return rule.settings.restMinutes >= rule.settings.everyMinutes ? ['restMinutes'] : []
    case 'F-CONT':
      return rule.settings.pauseMinutes >= rule.settings.occupiedMinutes ? ['pauseMinutes'] : []
    case 'F-GAP':
      return rule.settings.seconds > rule.settings.mostSeconds ? ['mostSeconds'] : []
    case 'F-SHIFT': {
      const hours = rule.settings.tiers.map(({ fromHours }) => fromHours)
      return hours.some((one, at) => at > 0 && one <= (hours[at - 1] ?? 0)) ? ['tiers'] : []
    }
    case 'F-VOICE-T':
      return rule.settings.talkMinutes > rule.settings.rollingMinutes ? ['talkMinutes'] : []
    case 'F-NIGHT':
      return (rule.settings.from === null) === (rule.settings.to === null) ? [] : ['to']
    default:
      return []
  }
}

/** Of which numbers more protects, and of which less does (domain §3.3). */
const moreProtects = new Set([
  'F-PVD.restMinutes',
  'F-SHIFT.floorMinutes',
  'F-MEAL.minutes',
  'F-GAP.seconds',
  'F-CONT.pauseMinutes',
  'F-HARD.restMinutes',
  'F-REST.hours',
  'F-DISC.hoursIn24',
  'R-NOTICE.days',
  'R-EARLY.hours',
])
const lessProtects = new Set([
  'F-PVD.everyMinutes',
  'F-SHIFT.floorOverHours',
  'F-CONT.occupiedMinutes',
  'F-VOICE-T.talkMinutes',
  'F-VOICE-D.talkMinutes',
  'F-HARD-N.contacts',
  'F-MAX.hours',
  'F-WEEK.hours',
  'R-BUDGET.weightedHours',
])

function weaker(rule: Rule, was: Rule): { name: string; old: string }[] {
  if (!was.enabled || !rule.enabled) return []
  const earlier: Readonly<Record<string, unknown>> = was.settings
  return Object.entries(rule.settings).flatMap(([name, value]: [string, unknown]) => {
    const old = earlier[name]
    if (typeof old !== 'number') return []
    const key = `${rule.id}.${name}`
    const less = typeof value === 'number' ? value < old : true
    const more = typeof value === 'number' ? value > old : true
    return (moreProtects.has(key) && less) || (lessProtects.has(key) && more)
      ? [{ name, old: String(old) }]
      : []
  })
}

function sameSource(rule: Rule, was: Rule): boolean {
  return rule.source === was.source
}

function sameNumbers(rule: Rule, was: Rule): boolean {
  const figures = ({ settings, defer, enabled }: Rule) => JSON.stringify([settings, defer, enabled])
  return figures(rule) === figures(was)
}
