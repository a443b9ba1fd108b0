import { assert, constantFrom, dictionary, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import {
  answersInWords,
  answersSent,
  firstFault,
  formFault,
  questionsOf,
} from '../../../src/shared/domain/cases/form-answers.ts'
import type { FormQuestion } from '../../../src/shared/domain/cases/service-form.ts'

const question = (
  code: string,
  datatype: FormQuestion['datatype'],
  changed: Partial<FormQuestion> = {},
): FormQuestion => ({
  code,
  datatype,
  variable: true,
  required: false,
  description: `¿${code}?`,
  datatypeDescription: '',
  values: [
    { key: 'n', name: 'Norte' },
    { key: 's', name: 'Sur' },
  ],
  ...changed,
})

test.each([
  ['string', 'una línea', undefined],
  ['string', 'dos\nlíneas', 'one-line'],
  ['text', 'dos\nlíneas', undefined],
  ['number', ' 2,5 ', undefined],
  ['number', '-3', undefined],
  ['number', 'tres', 'number'],
  ['number', '1e9', 'number'],
  ['datetime', '2026-11-23T09:30', undefined],
  ['datetime', '2026-11-23', 'datetime'],
  ['datetime', '2026-13-40T09:30', 'datetime'],
  ['singlevaluelist', 's', undefined],
  ['singlevaluelist', 'Sur', 'choice'],
  ['multivaluelist', 'n\ns', undefined],
  ['multivaluelist', 'n\nx', 'choice'],
] as const)('of %s the answer %j stands or not', (datatype, answer, fault) => {
  expect(formFault(question('q', datatype), answer)).toBe(fault)
  expect(formFault(question('q', datatype, { required: true }), '  ')).toBe('required')
  expect(formFault(question('q', datatype, { required: true, variable: false }), '')).toBeUndefined()
})

test('a case carries answers in the terms of Open311: point, zone, keys', () => {
  const questions = [
    question('cuantas', 'number'),
    question('desde', 'datetime'),
    question('zonas', 'multivaluelist'),
    question('aviso', 'text', { variable: false }),
  ]
  const answers = { cuantas: '2,5', desde: '2026-11-23T09:30', zonas: 'n\ns', aviso: 'x', otra: 'y' }
  expect(answersSent(questions, answers, 'America/Guayaquil')).toEqual({
    cuantas: '2.5',
    desde: '2026-11-23T14:30:00.000Z',
    zonas: 'n\ns',
  })
  expect(answersInWords(questions, answers)).toEqual([
    { question: '¿cuantas?', answer: '2,5' },
    { question: '¿desde?', answer: '2026-11-23 09:30' },
    { question: '¿zonas?', answer: 'Norte, Sur' },
  ])
})

test('where our form and another city’s ask the same, theirs is asked, once, in our place', () => {
  const own = {
    group: '',
    answer: 'realtime' as const,
    attributes: [question('a', 'string'), question('b', 'text')],
  }
  const form = (destination: string, ...questions: FormQuestion[]) => ({
    serviceCode: 'bache',
    destination,
    questions,
  })
  const asked = questionsOf({ serviceCode: 'bache', open311: own }, [
    form('uno', question('b', 'number'), question('c', 'string')),
    form('dos', question('c', 'text')),
    { ...form('uno', question('d', 'string')), serviceCode: 'poda' },
  ])
  expect(asked.map(({ code, datatype }) => `${code} ${datatype}`)).toEqual([
    'a string',
    'b number',
    'c string',
  ])
})

test('nothing unanswered holds up what goes to a specialist, but a wrong answer is told', () => {
  const questions = [question('zona', 'singlevaluelist', { required: true }), question('cuantas', 'number')]
  expect(firstFault(questions, {}, { escalated: false })).toEqual({ code: 'zona', fault: 'required' })
  expect(firstFault(questions, {}, { escalated: true })).toBeUndefined()
  expect(firstFault(questions, { cuantas: 'x' }, { escalated: true })).toEqual({
    code: 'cuantas',
    fault: 'number',
  })
})

test('whatever was typed, only sound answers to what is asked travel', () => {
  const questions = (['string', 'number', 'datetime', 'multivaluelist'] as const).map((datatype) =>
    question(datatype, datatype),
  )
  const codes = constantFrom(...questions.map(({ code }) => code), 'otra')
  assert(
    property(dictionary(codes, string()), (answers) => {
      for (const [code, value] of Object.entries(answersSent(questions, answers, 'Europe/Madrid'))) {
        const asked = questions.find((each) => each.code === code)
        expect(asked && formFault(asked, (answers[code] ?? '').trim())).toBeUndefined()
        expect(asked).toBeDefined()
        expect(value).not.toBe('')
      }
    }),
  )
})
