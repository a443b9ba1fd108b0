import { describe, expect, test } from 'vitest'
import type { ScriptDraft } from '../../../src/shared/domain/script.ts'
import { checkScript, type CheckContext } from '../../../src/shared/domain/scripts/check-script.ts'
import { findingWords, ScriptRule } from '../../../src/shared/domain/scripts/finding-words.ts'
import { aScript, anEnd, today } from './a-script.ts'

const found = (script: ScriptDraft, context: Partial<CheckContext> = {}) =>
  checkScript(script, { today, ...context }).map(({ rule, stepId, field }) =>
    [rule, stepId, field].filter((each) => each !== undefined).join(' '),
  )

const people = {
  stepId: 'uno',
  title: 'Personas',
  say: ['¿Cuántas personas viven en su casa?'],
  fields: [{ field: 'personas', label: 'Personas', kind: 'number' }],
}
const branching = (when: string) =>
  aScript([{ ...people, branches: [{ when, next: 'fin' }], next: 'fin' }, anEnd()])

test('a script without faults has no finding', () => {
  expect(found(branching('answer.personas > 4'))).toEqual([])
})

describe('the way through', () => {
  test.each<[string, unknown[], string[]]>([
    ['a step that goes nowhere', [people, anEnd()], ['unreachable fin', 'dead-end uno ']],
    [
      'a step that two ways leave',
      [{ ...people, next: 'fin', end: anEnd().end }, anEnd()],
      ['dead-end uno '],
    ],
    ['a step nobody reaches', [{ ...people, next: 'fin' }, anEnd(), anEnd('otro')], ['unreachable otro']],
    ['a way to no step', [{ ...people, next: 'nada' }], ['unknown-step uno next']],
    [
      'a branch to no step',
      [{ ...people, branches: [{ when: 'true', next: 'nada' }], next: 'fin' }, anEnd()],
      ['unknown-step uno branches.0.next'],
    ],
    [
      'a circle',
      [
        { ...people, next: 'dos' },
        { stepId: 'dos', title: 'Dos', say: ['Bien.'], next: 'uno' },
      ],
      ['loop uno'],
    ],
    [
      'a circle through a branch',
      [{ ...people, branches: [{ when: 'answer.personas > 1', next: 'uno' }], next: 'fin' }, anEnd()],
      ['loop uno'],
    ],
    ['two steps of one name', [{ ...people, next: 'fin' }, anEnd(), anEnd()], ['repeated-name fin stepId']],
    [
      'a step that says nothing',
      [{ stepId: 'uno', title: 'Uno', next: 'fin' }, anEnd()],
      ['nothing-to-say uno'],
    ],
  ])('%s', (_case, steps, expected) => {
    expect(found(aScript(steps))).toEqual(expected)
  })
})

describe('conditions', () => {
  test.each([
    ['a field nobody asks for', 'answer.ninos > 1', 'unknown-answer'],
    ['a field hidden in has()', 'has(answer.ninos)', 'unknown-answer'],
    ['a field by index', 'answer["ninos"] > 1.0', 'unknown-answer'],
    ['a name of another world', 'process.uptime > 1', 'unknown-answer'],
    ['a function of another world', 'process.exit()', 'expression-not-allowed'],
    ['text against a number', 'answer.personas == "cuatro"', 'expression-type'],
    ['a number where a yes or no is asked', 'answer.personas', 'expression-type'],
    ['half a sentence', 'answer.personas >', 'expression-syntax'],
    [
      'a pattern that could hold the desk',
      'string(answer.personas).matches("(a+)+$")',
      'expression-not-allowed',
    ],
    ['a loop', '[1, 2].exists(each, each > 1)', 'expression-not-allowed'],
    ['too much to read', `${'1+'.repeat(120)}1 > 0`, 'expression-syntax'],
  ])('%s is found', (_case, when, rule) => {
    expect(found(branching(when))).toEqual([`${rule} uno branches.0.when`])
  })

  test('whole numbers are compared as people write them', () => {
    for (const when of ['answer.personas == 4', 'answer.personas >= 4 && answer.personas < 9'])
      expect(found(branching(when))).toEqual([])
  })

  test('a question that is only asked later, or on another way, is found', () => {
    const script = aScript([
      {
        stepId: 'uno',
        title: 'Uno',
        say: ['Hola.'],
        branches: [{ when: 'answer.personas > 1', next: 'fin' }],
        next: 'dos',
      },
      { ...people, stepId: 'dos', next: 'fin' },
      anEnd(),
    ])
    expect(found(script)).toEqual(['never-answered uno branches.0.when'])
  })

  test('a hyphen in a name is written as an underscore', () => {
    const field = { field: 'numero-poste', label: 'Poste', kind: 'text' }
    const step = {
      ...people,
      fields: [field],
      branches: [{ when: 'answer.numero_poste != ""', next: 'fin' }],
    }
    expect(found(aScript([{ ...step, next: 'fin' }, anEnd()]))).toEqual([])
  })

  test('what a case is given is worked out from answers, and checked like a condition', () => {
    const asking = (source: string) =>
      aScript([
        {
          ...people,
          actions: [{ kind: 'request', serviceCode: 'luz', attributes: { personas: source } }],
          next: 'fin',
        },
        anEnd(),
      ])
    expect(found(asking('string(answer.personas)'))).toEqual([])
    expect(found(asking('answer.ninos'))).toEqual(['unknown-answer uno actions.0.attributes.personas'])
    expect(found(asking('today'))).toEqual(['expression-type uno actions.0.attributes.personas'])
  })
})

describe('what protects the citizen', () => {
  const alarm = (choices: unknown[], more = {}) =>
    aScript([
      { stepId: 'uno', title: 'Alarma', say: ['¿Le cuesta respirar?'], redFlag: true, choices, ...more },
      anEnd(),
      anEnd('dos'),
    ])
  const choice = (key: string, next: string) => ({ key, label: key, next })

  test('"No sabe" leads where "Sí" leads', () => {
    expect(found(alarm([choice('1', 'fin'), choice('2', 'dos'), choice('0', 'fin')]))).toEqual([])
    expect(found(alarm([choice('1', 'fin'), choice('2', 'dos'), choice('0', 'dos')]))).toEqual([
      'red-flag uno choices',
    ])
    expect(found(alarm([choice('1', 'fin'), choice('2', 'dos')]))).toEqual(['red-flag uno choices'])
  })

  test('no condition stands between an alarm and its answer', () => {
    const choices = [choice('1', 'fin'), choice('2', 'dos'), choice('0', 'fin')]
    expect(found(alarm(choices, { branches: [{ when: 'true', next: 'dos' }] }))).toEqual([
      'red-flag uno branches',
    ])
  })

  test('a health script names its clinical approver', () => {
    const script = (more: Record<string, unknown>) =>
      aScript([{ ...people, next: 'fin' }, anEnd()], { sensitivity: 'health', ...more })
    expect(found(script({}))).toEqual(['no-clinical-approver clinicalApprover'])
    expect(found(script({ clinicalApprover: '  ' }))).toEqual(['no-clinical-approver clinicalApprover'])
    expect(found(script({ clinicalApprover: 'Dra. Vega' }))).toEqual([])
  })

  test('a protected script creates no case, writes to nobody and books nothing', () => {
    const actions = [
      { kind: 'request', serviceCode: 'luz' },
      { kind: 'summary', by: 'sms', text: 'Resumen' },
      { kind: 'appointment', unitId: 'oac' },
      { kind: 'emergency' },
    ]
    const script = aScript([{ ...people, actions, next: 'fin' }, anEnd()], { sensitivity: 'protected' })
    expect(found(script)).toEqual([0, 1, 2].map((each) => `protected-contact uno actions.${each}`))
  })

  test('a hand-off creates no case', () => {
    const end = { disposition: 'VIO', summary: 'Relevo.', serviceCode: 'luz' }
    expect(found(aScript([{ stepId: 'uno', title: 'Fin', end }]))).toEqual([
      'protected-case uno end.serviceCode',
    ])
  })
})

describe('words and dates', () => {
  test('a sentence of more than twenty words is found where it stands', () => {
    const long = Array.from({ length: 21 }, () => 'una').join(' ')
    const script = aScript([{ ...people, say: ['Bien.', `Sí. ${long}.`], next: 'fin' }, anEnd()])
    expect(found(script)).toEqual(['long-sentence uno say.1'])
  })

  test('a review or a last day that has passed', () => {
    const script = (more: Record<string, unknown>) => aScript([{ ...people, next: 'fin' }, anEnd()], more)
    expect(found(script({ reviewDue: today }))).toEqual([])
    expect(found(script({ reviewDue: '2026-11-20' }))).toEqual(['expired-source reviewDue'])
    expect(found(script({ validTo: '2026-11-20' }))).toEqual(['expired-source validTo'])
  })

  test('a promised language is whole, sentence by sentence and answer by answer', () => {
    const steps = [
      { stepId: 'uno', title: 'Uno', say: ['Hola.'], choices: [{ key: '1', label: 'Sí', next: 'fin' }] },
      anEnd(),
    ]
    const translated = (en: unknown) => aScript(steps, { languages: ['en'], translations: { en } })
    expect(found(aScript(steps, { languages: ['en'] }))).toEqual([
      'missing-translation translations.en.title',
      'missing-translation uno say.0',
      'missing-translation uno choices.1',
    ])
    expect(
      found(translated({ title: 'Test', steps: { uno: { say: ['Hello.'], choices: { '1': ' ' } } } })),
    ).toEqual(['missing-translation uno choices.1'])
    expect(
      found(translated({ title: 'Test', steps: { uno: { say: ['Hello.'], choices: { '1': 'Yes' } } } })),
    ).toEqual([])
  })
})

describe('what a script leans on', () => {
  const calling = (scriptId: string, from: string) =>
    aScript(
      [{ stepId: 'uno', title: 'Uno', say: ['Un momento.'], call: { scriptId }, next: 'fin' }, anEnd()],
      {
        scriptId: from,
      },
    )
  const scripts = new Map([
    ['a', calling('b', 'a')],
    ['b', calling('c', 'b')],
    ['c', calling('a', 'c')],
    ['lone', aScript([{ ...people, next: 'fin' }, anEnd()], { scriptId: 'lone' })],
  ])
  const scriptOf = (scriptId: string) => scripts.get(scriptId)

  test('scripts that call each other in a circle, named in order', () => {
    const [finding] = checkScript(calling('b', 'a'), { today, scriptOf })
    expect(finding).toMatchObject({
      rule: 'script-cycle',
      words: expect.stringContaining('a → b → c → a') as unknown,
    })
    expect(found(calling('lone', 'x'), { scriptOf })).toEqual([])
  })

  test('a script, a unit and a service that do not exist', () => {
    expect(found(calling('nadie', 'x'), { scriptOf })).toEqual(['unknown-script uno call'])
    const actions = [
      { kind: 'transfer', unitId: 'oac' },
      { kind: 'request', serviceCode: 'luz' },
    ]
    const script = aScript([{ ...people, actions, next: 'fin' }, anEnd()])
    const none = { unitIds: new Set(['otra']), serviceCodes: new Set(['otro']) }
    expect(found(script, none)).toEqual([
      'unknown-unit uno actions.0.unitId',
      'unknown-service uno actions.1.serviceCode',
    ])
  })

  test('a step name that would not fit once inside the other script', () => {
    const long = 'p'.repeat(70)
    const lone = aScript([{ ...people, next: long }, { ...anEnd(long) }], { scriptId: 'lone' })
    expect(found(calling('lone', 'x'), { scriptOf: () => lone })).toEqual(['long-name uno call'])
  })
})

describe.each(['es', 'en'] as const)('in %s', (language) => {
  const rules = ScriptRule.options

  test.each(rules)('%s says in a sentence what is wrong', (rule) => {
    expect(findingWords[language][rule]('XYZ')).toMatch(/^\p{Lu}.{20,}\.$/u)
  })

  test.each(rules.filter((rule) => findingWords[language][rule].length > 0))(
    '%s says what broke it',
    (rule) => {
      expect(findingWords[language][rule]('XYZ')).toContain('XYZ')
    },
  )
})
