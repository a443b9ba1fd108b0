import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  audienceWords,
  benefitWords,
  costWords,
  requirementWords,
  timeWords,
} from '../../../src/renderer/desk/ui/records/words.ts'
import { procedureLines } from '../../../src/renderer/desk/ui/records/record-lines.ts'
import { wordDiff } from '../../../src/renderer/desk/ui/records/word-diff.ts'
import * as city from '../../support/fake-city.ts'
import { inSpanish } from '../../support/spanish.ts'

const terms = { channels: [], reductions: [] }

describe('the six facts in words', () => {
  test('a price says what it is, for whom, and is never mistaken for free', () => {
    expect(
      costWords(
        [
          { kind: 'free', ...terms, condition: 'mayores de 65' },
          { kind: 'amount', amount: 23.02, currency: 'EUR', ...terms, law: 'OF 100' },
          { kind: 'formula', formula: '6 % del salario básico', ...terms, channels: ['online'] },
          { kind: 'unconfirmed', ...terms },
        ],
        inSpanish,
      ),
    ).toEqual([
      'Gratis (mayores de 65)',
      '23,02 EUR (OF 100)',
      '6 % del salario básico (en línea)',
      'Por confirmar',
    ])
  })

  test('working time is said, and silence is told with what it means', () => {
    expect(
      timeWords(
        {
          typical: { count: 1, unit: 'days', counted: 'calendar' },
          maximum: { count: 48, unit: 'hours', counted: 'working' },
          window: { kind: 'dates', to: '2022-03-04' },
          silence: 'refused',
        },
        inSpanish,
      ),
    ).toEqual([
      'Suele tardar 1 día',
      'Como mucho 48 horas laborables',
      'Hasta el 04/03/2022',
      'Sin respuesta en ese plazo: negado',
    ])
  })

  test('an audience that names nobody is anyone; money received is not a price', () => {
    expect(audienceWords({ persons: [], priorityGroups: [] }, inSpanish)).toEqual(['Cualquier persona'])
    expect(benefitWords({ amount: 6000, currency: 'EUR', upTo: true, every: 'month' }, inSpanish)).toBe(
      'Hasta 6000,00 EUR (cada mes)',
    )
  })

  test('a paper says when it is needed, as what, and who already has it', () => {
    const paper = { requirementId: 'r1', text: 'Cédula', kind: 'document' as const, channels: [] }
    expect(requirementWords({ ...paper, mandatory: false }, inSpanish)).toBe('Cédula (si lo tiene)')
    expect(
      requirementWords(
        { ...paper, mandatory: true, original: 'copy', heldBy: 'Registro Civil', form: { number: '60-444' } },
        inSpanish,
      ),
    ).toBe('Cédula (copia; impreso 60-444; no se pide: lo tiene Registro Civil)')
  })
})

describe('what changed', () => {
  test('is told word by word', () => {
    expect(wordDiff('Cuesta 4 dólares al año', 'Cuesta 6 dólares al año')).toEqual([
      { kind: 'same', words: 'Cuesta' },
      { kind: 'gone', words: '4' },
      { kind: 'new', words: '6' },
      { kind: 'same', words: 'dólares al año' },
    ])
  })

  test('gives back both texts, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
    fc.assert(
      fc.property(words, words, (old, now) => {
        const diff = wordDiff(old.join(' '), now.join(' '))
        const without = (kind: 'gone' | 'new') =>
          diff
            .filter((stretch) => stretch.kind !== kind)
            .map((stretch) => stretch.words)
            .join(' ')
        expect(without('new')).toBe(old.join(' '))
        expect(without('gone')).toBe(now.join(' '))
      }),
    )
  })

  test('names every field of a record in an order that two versions share', () => {
    const names = (changed: object) =>
      procedureLines({ ...city.procedure, ...changed }, (unitId) => unitId, inSpanish).map(({ name }) => name)
    expect(names({ validTo: '2030-01-01', cost: [] })).toEqual(names({}))
    expect(new Set(names({})).size).toBe(names({}).length)
  })
})
