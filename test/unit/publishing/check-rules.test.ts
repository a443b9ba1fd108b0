import { describe, expect, test } from 'vitest'
import ecPublic from '../../../assets/rules/ec-public.json' with { type: 'json' }
import { checkKnowledge } from '../../../src/shared/domain/publishing/check-knowledge.ts'
import { RuleProfile, type RuleId } from '../../../src/shared/domain/shifts/rules.ts'

const inUse = RuleProfile.parse(ecPublic)
const standing = [{ entity: 'rules' as const, id: inUse.profileId, doc: inUse }]

/** The findings about the profile in use with another rule in it, as `level rule setting`. */
function found(id: RuleId, change: (rule: RuleProfile['rules'][number]) => object): string[] {
  const rules = inUse.rules.map((rule) => (rule.id === id ? { ...rule, ...change(rule) } : rule))
  const record = { entity: 'rules' as const, id: inUse.profileId, doc: { ...inUse, rules } }
  return checkKnowledge([record], { standing, today: '2026-11-22' }).map(({ level, rule, field, detail }) =>
    `${level} ${rule} ${field.split('.').slice(2).join('.')} ${rule === 'less-rest' ? detail : ''}`.trim(),
  )
}
const settings = (part: object) => (rule: RuleProfile['rules'][number]) => ({
  settings: { ...rule.settings, ...part },
})

describe('the checks of the rules of rest', () => {
  test('the profile that ships has nothing to be put right', () => {
    expect(found('F-REST', () => ({}))).toEqual([])
  })

  test('fewer hours between shifts are told to the second person, with what it was and the old source', () => {
    expect(found('F-REST', settings({ hours: 10 }))).toEqual([
      'warning less-rest settings.hours 12',
      'warning source-unchanged source',
    ])
  })

  test('more rest from a new source is nobody to be warned about', () => {
    expect(
      found('F-REST', (rule) => ({
        settings: { ...rule.settings, hours: 14 },
        source: 'Acuerdo 12 de 2026',
      })),
    ).toEqual([])
  })

  test('longer working days and a rule that is switched off weaken too', () => {
    expect(found('F-MAX', settings({ hours: 10 }))).toContain('warning less-rest settings.hours 8')
    expect(found('F-REST', () => ({ enabled: false }))).toContain('warning switched-off enabled')
  })

  test('numbers that contradict each other, or are none, keep the profile from review', () => {
    expect(found('F-PVD', settings({ everyMinutes: 5, restMinutes: 5 }))).toContain(
      'error impossible-numbers settings.restMinutes',
    )
    expect(found('F-GAP', settings({ seconds: 90, mostSeconds: 60 }))).toContain(
      'error impossible-numbers settings.mostSeconds',
    )
    expect(found('F-REST', settings({ hours: null }))).toContain('error breaks-schema settings.hours')
    expect(found('F-REST', () => ({ source: '' }))).toContain('error breaks-schema source')
  })
})
