import { describe, expect, test } from 'vitest'
import { readPack } from '../../../src/backend/pack/read-pack.ts'
import { checkKnowledge } from '../../../src/shared/domain/publishing/check-knowledge.ts'
import type { KnowledgeRecord } from '../../../src/shared/domain/publishing/record.ts'
import { lightScript, lightService, lightUnit } from '../../support/knowledge.ts'

const today = '2026-11-21'
const standing: KnowledgeRecord[] = [
  { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
  { entity: 'service', id: lightService.serviceCode, doc: lightService },
  { entity: 'queue', id: 'incidencias', doc: { queueId: 'incidencias', name: 'Incidencias', priority: 1 } },
]
const script = (change: object = {}): KnowledgeRecord => ({
  entity: 'script',
  id: 'alumbrado',
  doc: { ...lightScript, ...change },
})
const rules = (record: KnowledgeRecord, among = standing) =>
  checkKnowledge([record], { standing: among, today }).map(({ rule, field, detail }) => ({
    rule,
    field,
    detail,
  }))

describe('the checks before review', () => {
  test('a sound script among what it names has nothing to be put right', () => {
    expect(rules(script())).toEqual([])
  })

  test('a step without a way on and one that nobody reaches are named by their step', () => {
    const steps = [
      { stepId: 'que', title: 'Qué', say: ['¿Qué?'], choices: [{ key: '1', label: 'Sí', next: 'vuelta' }] },
      { stepId: 'vuelta', title: 'Vuelta', say: ['Nada.'] },
      { stepId: 'isla', title: 'Isla', end: { disposition: 'INF', summary: 'Nada' } },
    ]
    const found = rules(script({ steps })).filter(({ rule }) => rule === 'script')
    expect(found.map(({ field, detail }) => `${field} ${detail.split(':')[0]}`).toSorted()).toEqual([
      'steps.1 vuelta',
      'steps.2 isla',
    ])
  })

  test('a health script without a name under it stays where it is', () => {
    const health = { sensitivity: 'health' }
    expect(rules(script(health))).toMatchObject([{ rule: 'script', field: 'clinicalApprover' }])
    expect(rules(script({ ...health, clinicalApprover: 'Dra. Páez' }))).toEqual([])
  })

  test('a source that should have been looked at, and a text out of force, do not go out as fresh', () => {
    expect(rules(script({ reviewDue: '2026-11-20' }))).toMatchObject([{ field: 'reviewDue' }])
    expect(rules(script({ validTo: '2026-11-20' }))).toMatchObject([{ field: 'validTo' }])
    const unit = (change: object) =>
      rules({ entity: 'unit', id: lightUnit.unitId, doc: { ...lightUnit, ...change } })
    expect(unit({ reviewDue: '2026-11-20' })).toContainEqual({
      rule: 'review-overdue',
      field: 'reviewDue',
      detail: '2026-11-20',
    })
    expect(unit({ validTo: '2026-11-20' })).toContainEqual({
      rule: 'out-of-force',
      field: 'validTo',
      detail: '2026-11-20',
    })
    expect(rules(script({ reviewDue: today, validTo: today }))).toEqual([])
  })

  test('whoever is named must be there: unit, service, queue', () => {
    expect(rules(script(), standing.slice(0, 1)).map(({ field }) => field)).toEqual([
      'steps.2.end.serviceCode',
      'queues.0',
    ])
  })

  test('who speaks a language in one place speaks it in all', () => {
    const texts = {
      title: { es: 'Luz', en: 'Light' },
      summary: { es: 'Apagada' },
      hint: { es: 'x', en: ' ' },
    }
    const found = rules({ entity: 'unit', id: 'u', doc: { ...lightUnit, ...texts } })
    expect(found).toContainEqual({ rule: 'missing-translation', field: 'summary', detail: 'en' })
    expect(found).toContainEqual({ rule: 'missing-translation', field: 'hint', detail: 'en' })
    expect(found.some(({ field, rule }) => field === 'title' && rule === 'missing-translation')).toBe(false)
  })

  test('what may be a card number stays where it was typed; an account parted by slashes and an address go out', () => {
    const step = (say: string) =>
      script({ steps: [{ ...lightScript.steps[0], say: [say] }, ...lightScript.steps.slice(1)] })
    expect(rules(step('Pague con la 4111 1111 1111 1111.'))).toEqual([
      { rule: 'card-number', field: 'steps.0.say.0', detail: '' },
    ])
    expect(rules(step('Cuenta 4111/1111/1111/1111.'))).toEqual([])
    expect(rules(script({ sourceUrl: 'https://quito.test/4111111111111111' }))).toEqual([])
  })

  test('a half-written record is answered by findings, never by a fault', () => {
    for (const doc of [{}, { steps: 'none' }, { steps: [null, 3, { choices: {} }] }, { queues: [1] }])
      expect(rules({ entity: 'script', id: 'x', doc }).length).toBeGreaterThan(0)
  })

  test('what the cities hand over is told apart: only what is overdue may be found in it', async () => {
    for (const city of ['quito', 'cordoba']) {
      const { pack } = await readPack(`assets/packs/${city}`)
      const records: KnowledgeRecord[] = [
        ...pack.units.map((doc) => ({ entity: 'unit' as const, id: doc.unitId, doc })),
        ...pack.services.map((doc) => ({ entity: 'service' as const, id: doc.serviceCode, doc })),
        ...pack.queues.map((doc) => ({ entity: 'queue' as const, id: doc.queueId, doc })),
        ...pack.procedures.map((doc) => ({ entity: 'procedure' as const, id: doc.procedureId, doc })),
        ...pack.scripts.map((doc) => ({ entity: 'script' as const, id: doc.scriptId, doc })),
      ]
      const found = checkKnowledge(records, { standing: [], today })
      expect(
        found.filter(
          ({ field }) => field !== 'reviewDue' && field !== 'validTo' && field !== 'clinicalApprover',
        ),
      ).toEqual([])
    }
  })
})
