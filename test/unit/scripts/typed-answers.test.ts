import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScriptField } from '../../../src/shared/domain/script.ts'
import {
  readIdentityDocument,
  type IdentityDocument,
} from '../../../src/shared/domain/scripts/identity-document.ts'
import { faultsOf, readAnswer } from '../../../src/shared/domain/scripts/typed-answers.ts'

const field = (kind: ScriptField['kind'], more: Partial<ScriptField> = {}): ScriptField => ({
  field: 'dato',
  label: 'Dato',
  kind,
  required: false,
  ...more,
})

describe('identity documents', () => {
  test.each<[IdentityDocument, string, string]>([
    ['cedula', '1710034065', '1710034065'],
    ['cedula', '171003406-5', '1710034065'],
    ['cedula', ' 0926687856 ', '0926687856'],
    ['dni', '12345678Z', '12345678Z'],
    ['dni', '12.345.678-z', '12345678Z'],
    ['nie', 'X1234567L', 'X1234567L'],
    ['nie', 'y-1234567-x', 'Y1234567X'],
    ['nie', 'Z1234567R', 'Z1234567R'],
    ['passport', 'AB 123456', 'AB123456'],
  ])('%s %s is read', (kind, text, number) => {
    expect(readIdentityDocument(text, [kind])).toEqual({ kind, number })
  })

  test.each<[string, IdentityDocument, string]>([
    ['a wrong check digit', 'cedula', '1710034066'],
    ['a province that is not', 'cedula', '2510034065'],
    ['a company where a person is asked', 'cedula', '1790011674'],
    ['a digit too few', 'cedula', '171003406'],
    ['a wrong letter', 'dni', '12345678A'],
    ['a wrong letter', 'nie', 'X1234567A'],
    ['a DNI where a NIE is asked', 'nie', '12345678Z'],
    ['words', 'passport', 'PASAPORTE'],
    ['a cédula with a slip', 'passport', '1710034066'],
  ])('%s (%s) is not', (_case, kind, text) => {
    expect(readIdentityDocument(text, [kind])).toBeUndefined()
  })

  test('any digit of a cédula heard wrong is noticed', () => {
    const good = '1710034065'
    for (let at = 2; at < good.length; at += 1)
      for (const digit of '0123456789') {
        if (digit === good[at]) continue
        const heard = good.slice(0, at) + digit + good.slice(at + 1)
        expect(readIdentityDocument(heard, ['cedula'])).toBeUndefined()
      }
  })

  test('any digit of a DNI heard wrong is noticed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.nat({ max: 7 }),
        fc.nat({ max: 9 }),
        (n, at, digit) => {
          const digits = String(n).padStart(8, '0')
          fc.pre(digits[at] !== String(digit))
          const letter = 'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23] ?? ''
          const heard = digits.slice(0, at) + String(digit) + digits.slice(at + 1)
          expect(readIdentityDocument(digits + letter, ['dni'])?.number).toBe(digits + letter)
          expect(readIdentityDocument(heard + letter, ['dni'])).toBeUndefined()
        },
      ),
    )
  })

  test('a script that asks for none in particular takes any of them', () => {
    for (const text of ['1710034065', '12345678Z', 'X1234567L', 'AB123456'])
      expect(readIdentityDocument(text)).toBeDefined()
  })
})

describe('what is typed is read by its kind', () => {
  test.each<[ScriptField['kind'], string, unknown]>([
    ['number', '4', 4],
    ['number', ' 2,5 ', 2.5],
    ['number', '1 200', 1200],
    ['date', '2026-11-21', new Date('2026-11-21T00:00:00Z')],
    ['date', '1/2/2026', new Date('2026-02-01T00:00:00Z')],
    ['phone', '957 76 96 26', '+34957769626'],
    ['phone', '+593 99 123 4567', '+593991234567'],
    ['address', 'C/ Real 5', 'C/ Real 5'],
    ['text', ' hola ', 'hola'],
  ])('%s %s', (kind, text, value) => {
    expect(readAnswer(field(kind), text, 'ES')).toEqual({ value })
  })

  test.each<[ScriptField['kind'], string, string]>([
    ['number', 'cuatro', 'not-a-number'],
    ['number', '4 personas', 'not-a-number'],
    ['date', '2026-02-30', 'not-a-date'],
    ['date', '31/04/2026', 'not-a-date'],
    ['date', 'ayer', 'not-a-date'],
    ['phone', '957', 'not-a-phone'],
    ['phone', 'no tiene', 'not-a-phone'],
    ['address', '123', 'not-an-address'],
    ['document', '12345678A', 'not-a-document'],
    ['text', 'x'.repeat(4001), 'too-long'],
  ])('%s %s', (kind, text, fault) => {
    expect(readAnswer(field(kind, { documents: ['dni'] }), text, 'ES')).toEqual({ fault })
  })

  test('nothing is a fault only where something is required', () => {
    expect(faultsOf([field('phone')], { dato: '  ' }, 'EC')).toEqual([])
    expect(faultsOf([field('phone', { required: true })], {}, 'EC')).toEqual([
      { field: 'dato', fault: 'required' },
    ])
  })

  test('no text whatever makes it throw', () => {
    const kinds = fc.constantFrom<ScriptField['kind']>(
      'text',
      'long-text',
      'number',
      'date',
      'phone',
      'address',
      'document',
    )
    fc.assert(
      fc.property(
        kinds,
        fc.string({ unit: 'binary' }),
        fc.constantFrom('EC', 'ES', undefined),
        (kind, text, country) => {
          const read = readAnswer(field(kind), text, country)
          expect(read === undefined).toBe(text.trim() === '')
        },
      ),
    )
  })
})
