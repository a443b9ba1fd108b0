import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Unit } from '../../../src/shared/domain/catalogue.ts'
import { Procedure } from '../../../src/shared/domain/procedure.ts'
import { Script } from '../../../src/shared/domain/script.ts'
import { checkPackValue, parsePackText } from '../../../src/shared/pack.ts'

const paper = { requirementId: 'r1', text: 'DNI', kind: 'document', mandatory: true }
const unit = { unitId: 'oac', name: 'OAC', source: 'cordoba.es', reviewedOn: '2026-11-21' }
const written = (value: unknown) => JSON.stringify(value, null, 2)
const parsePackFile = (source: string, fileName: string, schema: z.ZodType) => {
  const parsed = parsePackText(source, fileName)
  return parsed.ok ? checkPackValue(parsed.text, parsed.text.value, [], schema) : parsed
}
const problemsOf = (text: string, schema: z.ZodType = z.array(Unit)) => {
  const parsed = parsePackFile(text, 'units.json', schema)
  return parsed.ok ? [] : parsed.problems
}

describe('a file that is not JSON says where and why', () => {
  test.each<[string, string, { line: number; column: number; rule: string }]>([
    [
      'a comment',
      '[\n  // la OAC\n  {}\n]',
      { line: 2, column: 3, rule: 'comments are not allowed in JSON' },
    ],
    [
      'a trailing comma',
      '[\n  1,\n]',
      { line: 3, column: 1, rule: 'a value is missing here (is there a comma too many?)' },
    ],
    ['a missing comma', '[\n  1\n  2\n]', { line: 3, column: 3, rule: 'a comma is missing here' }],
    ['a missing bracket', '[\n  1', { line: 2, column: 4, rule: 'a closing ] is missing' }],
    ['an open text', '["a\n]', { line: 1, column: 2, rule: 'a text is not closed with "' }],
    ['something behind', '[] []', { line: 1, column: 4, rule: 'there is something after the end' }],
    ['nothing', ' \n', { line: 1, column: 1, rule: 'the file is empty' }],
    ['a field written twice', '[{ "a": 1,\n "a": 2 }]', { line: 2, column: 2, rule: 'is written twice' }],
  ])('%s', (_case, text, expected) => {
    expect(problemsOf(text)).toEqual([expect.objectContaining({ file: 'units.json', ...expected })])
  })

  test('the mark that Windows editors put first is no mistake', () => {
    expect(parsePackFile('\uFEFF' + written([unit]), 'units.json', z.array(Unit))).toEqual({
      ok: true,
      value: [unit],
    })
  })
})

describe('a broken rule names line, field and rule', () => {
  const rulesOf = (record: unknown) => problemsOf(written([unit, record]))

  test.each<[string, Record<string, unknown>, string, string]>([
    ['missing', { name: undefined }, '1.name', 'is missing'],
    ['empty', { name: '' }, '1.name', 'must not be empty'],
    ['of the wrong kind', { name: 7 }, '1.name', 'must be text in double quotes'],
    ['no day', { reviewedOn: '21/11/2026' }, '1.reviewedOn', 'must be a day written as 2026-11-21'],
    ['no code', { unitId: 'la oac' }, '1.unitId', 'must be a code of letters, digits, . _ -'],
    ['misspelt', { telefono: '957' }, '1.telefono', 'is not a field of this file; check its spelling'],
  ])('a field that is %s', (_case, change, field, rule) => {
    expect(rulesOf({ ...unit, ...change })).toEqual([expect.objectContaining({ field, rule })])
  })

  test('the line is that of the field, or of the record where the field is missing', () => {
    expect(rulesOf({ ...unit, name: '' })[0]).toMatchObject({ line: 10, column: 13 })
    expect(rulesOf({ ...unit, name: undefined })[0]).toMatchObject({ line: 8, column: 3 })
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['a number out of bounds', { version: 0 }, 'must be more than 0'],
    ['a fraction', { version: 1.5 }, 'must be a whole number'],
    ['a word not on the list', { status: 'nuevo' }, 'must be one of: draft, in-force, suspended, repealed'],
    ['a text too long to read aloud', { summary: 'x'.repeat(401) }, 'must be at most 400 characters long'],
    ['a list that is none', { synonyms: 'luz' }, 'must be a list in [ ]'],
    ['a record that is none', { time: [] }, 'must be a record in { }'],
    ['a flag that is none', { requirements: [{ ...paper, mandatory: 'sí' }] }, 'must be true or false'],
    ['dates the wrong way round', { validTo: '2026-01-01' }, 'must not be before validFrom'],
    ['one name for two papers', { requirements: [paper, paper] }, 'two requirements share one requirementId'],
    ['a price of no known kind', { cost: [{ kind: 'gratis' }] }, 'matches none of the allowed forms'],
  ])('%s', (_case, change, rule) => {
    const procedure = {
      procedureId: 'p',
      title: 'P',
      summary: 'P.',
      status: 'in-force',
      unitId: 'oac',
      version: 1,
      validFrom: '2026-11-21',
      reviewedOn: '2026-11-21',
      reviewDue: '2027-05-21',
      source: 'x',
      ...change,
    }
    expect(problemsOf(written(procedure), Procedure)).toEqual([expect.objectContaining({ rule })])
  })

  test('the value itself is never repeated: it may be a citizen’s', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        const found = problemsOf(written([{ ...unit, reviewedOn: `nadie-${secret}` }]))
        expect(found).toHaveLength(1)
        expect(JSON.stringify(found)).not.toContain(`nadie-`)
      }),
    )
  })

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parsePackFile(text, 'units.json', z.array(Unit))
        expect(parsed.ok || parsed.problems.length > 0).toBe(true)
      }),
    )
  })
})

describe('a script that could leave an agent without a way on is refused', () => {
  const end = { stepId: 'fin', title: 'Fin', end: { disposition: 'INF', summary: 'Fin.' } }
  const script = (steps: unknown[], more = {}) =>
    written({
      scriptId: 's',
      title: 'S',
      version: 1,
      publishedOn: '2026-11-21',
      reviewDue: '2027-05-21',
      owner: 'o',
      source: 's',
      start: 'a',
      steps,
      ...more,
    })
  const rules = (steps: unknown[], more = {}) =>
    problemsOf(script(steps, more), Script).map(({ field, rule }) => `${field}: ${rule}`)
  const choice = (key: string, next: string) => ({ key, label: key, next })

  test('a misspelt field deep inside is found: it would switch a rule off in silence', () => {
    const field = { field: 'f', label: 'F', kind: 'text', requred: true }
    expect(rules([{ stepId: 'a', title: 'A', fields: [field], next: 'fin' }, end])).toEqual([
      'steps.0.fields.0.requred: is not a field of this file; check its spelling',
    ])
  })

  test('a good one passes', () => {
    expect(rules([{ stepId: 'a', title: 'A', next: 'fin' }, end])).toEqual([])
  })

  test.each<[string, unknown[], string]>([
    ['a way to nowhere', [{ stepId: 'a', title: 'A', next: 'b' }], 'steps.0.next: no step named b'],
    ['a step out of reach', [{ ...end, stepId: 'a' }, end], 'steps.1: no path leads to this step'],
    [
      'a circle',
      [{ stepId: 'a', title: 'A', choices: [choice('1', 'a'), choice('2', 'fin')] }, end],
      'steps.0: the path comes back to this step and may never end',
    ],
    [
      'one name for two steps',
      [{ stepId: 'a', title: 'A', next: 'fin' }, end, end],
      'steps.2.stepId: two steps share one stepId',
    ],
    [
      'one key for two choices',
      [{ stepId: 'a', title: 'A', choices: [choice('1', 'fin'), choice('1', 'fin')] }, end],
      'steps.0.choices: two choices share one key',
    ],
    [
      'a step without a way on',
      [{ stepId: 'a', title: 'A' }],
      'steps.0: a step has exactly one of choices, next or end',
    ],
    [
      'doubt about danger that is not taken as a yes',
      [
        {
          stepId: 'a',
          title: 'A',
          redFlag: true,
          choices: [choice('1', 'b'), choice('2', 'fin'), choice('0', 'fin')],
        },
        { stepId: 'b', title: 'B', next: 'fin' },
        end,
      ],
      'steps.0.choices: on a red-flag step the choices 0 and 1 must exist and lead to the same step',
    ],
    [
      'a case made from an emergency',
      [{ stepId: 'a', title: 'A', end: { disposition: 'EMG', serviceCode: 'x', summary: '' } }],
      'steps.0.end.serviceCode: a protected ending (EMG, VIO, CRI) creates no case',
    ],
  ])('%s', (_case, steps, expected) => {
    expect(rules(steps)).toContain(expected)
  })

  test('a start that does not exist, a health script nobody signed, a protected one that files a case', () => {
    const steps = [{ stepId: 'a', title: 'A', end: { disposition: 'CAS', serviceCode: 'x', summary: '' } }]
    expect(rules([end], { start: 'x' })).toContain('start: no step named x')
    expect(rules([end], { start: 'fin', overdueStart: 'x' })).toEqual(['overdueStart: no step named x'])
    expect(rules(steps, { sensitivity: 'health' })).toEqual([
      'clinicalApprover: a health script names who approved it',
    ])
    expect(rules(steps, { sensitivity: 'protected' })).toEqual([
      'steps.0.end.serviceCode: a protected script creates no case',
    ])
  })
})
