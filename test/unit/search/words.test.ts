import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everydayWords } from '../../../src/shared/domain/search/everyday-words.ts'
import { excerptOf, markedText } from '../../../src/shared/domain/search/marks.ts'
import { isOneEdit, piecesOf, soundOf } from '../../../src/shared/domain/search/near.ts'
import { stemOf } from '../../../src/shared/domain/search/stem.ts'
import { fold, wordsOf } from '../../../src/shared/domain/search/words.ts'

const stemsOf = (text: string) => wordsOf(text).map(({ folded }) => stemOf(folded))

describe('the form in which words are compared', () => {
  test('forgets accents, capitals and the mark of ñ', () => {
    expect(fold('ÑANDÚ Pingüino')).toBe('nandu pinguino')
    expect(fold('certificacio\u0301n')).toBe('certificacion')
  })

  test('knows where each word stands in the text as written', () => {
    const text = '«Padrón»: alta, o 60-444'
    expect(wordsOf(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      'Padrón',
      'alta',
      'o',
      '60',
      '444',
    ])
  })

  test.each([
    ['alquiler', 'alquileres'],
    ['luz', 'luces'],
    ['padrón', 'padrones'],
    ['niño', 'niñas'],
    ['inscripción', 'inscripciones'],
    ['resolución', 'resoluciones'],
    ['empadronarse', 'empadronamiento'],
    ['robado', 'robaron'],
    ['vehículo', 'vehiculos'],
    ['jubilado', 'jubiladas'],
  ])('%s and %s are one word', (one, other) => {
    expect(stemsOf(one)).toEqual(stemsOf(other))
  })

  test.each([
    ['agua', 'aguacate'],
    ['multa', 'multiplicar'],
    ['cita', 'citrico'],
  ])('%s and %s stay two', (one, other) => {
    expect(stemsOf(one)).not.toEqual(stemsOf(other))
  })

  test('an accent left out never makes another word', () => {
    const word = fc.stringMatching(/^[a-záéíóúüñ]{1,16}$/)
    fc.assert(
      fc.property(word, (typed) => {
        expect(stemsOf(typed)).toEqual(stemsOf(fold(typed)))
      }),
    )
  })
})

describe('slips', () => {
  test.each([
    ['certificado', 'certficado'],
    ['certificado', 'certifficado'],
    ['certificado', 'certifixado'],
    ['certificado', 'ceritficado'],
  ])('of the hand: %s and %s are one edit apart', (right, typed) => {
    expect(isOneEdit(right, typed)).toBe(true)
  })

  test('two edits are too many', () => {
    expect(isOneEdit('certificado', 'cerifficado')).toBe(false)
    expect(isOneEdit('padron', 'padron')).toBe(false)
  })

  test('any two words one edit apart meet in a piece of one of them, which is how the slip is found', () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'ñ']
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 5, maxLength: 12 })
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom(...letters), fc.nat(3), (right, place, letter, kind) => {
        const at = place % right.length
        const typed = [
          right.slice(0, at) + right.slice(at + 1),
          right.slice(0, at) + letter + right.slice(at),
          right.slice(0, at) + letter + right.slice(at + 1),
          right.slice(0, at) + (right[at + 1] ?? '') + (right[at] ?? '') + right.slice(at + 2),
        ][kind]
        if (typed === undefined || typed === right) return
        expect(isOneEdit(right, typed)).toBe(true)
        const meeting = new Set([right, ...piecesOf(right)])
        expect([typed, ...piecesOf(typed)].some((piece) => meeting.has(piece))).toBe(true)
      }),
    )
  })

  test.each([
    ['basura', 'vasura'],
    ['servicio', 'serbizio'],
    ['hielo', 'ielo'],
    ['lluvia', 'yubia'],
    ['psicólogo', 'sicologo'],
    ['kiosco', 'quiosco'],
    ['gente', 'jente'],
    ['campo', 'canpo'],
  ])('of the ear: %s sounds like %s', (right, typed) => {
    expect(soundOf(fold(right))).toBe(soundOf(fold(typed)))
  })
})

test('what citizens say stands for what the sheet writes, in any number or gender', () => {
  const meant = everydayWords(stemOf('plata'))
  expect(meant.has(stemOf('dinero'))).toBe(true)
  expect(everydayWords(stemOf(fold('vehículos'))).has(stemOf('coche'))).toBe(true)
})

describe('marks', () => {
  const asked = new Set(stemsOf('padrón certificado'))

  test('are places in the text as it was written', () => {
    const { text, marks } = markedText('Los padrones y su CERTIFICADO', asked)
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['padrones', 'CERTIFICADO'])
  })

  test('of an excerpt point into the excerpt, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('padrón', 'agua', '<b>', '🏠', 'de'), { maxLength: 90 }),
        (words) => {
          const excerpt = excerptOf([words.join(' ')], asked)
          const marked = excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to))
          expect(new Set(marked)).toEqual(new Set(words.filter((word) => word === 'padrón')))
        },
      ),
    )
  })

  test('an excerpt comes from the text that answers, not from the first one', () => {
    expect(excerptOf(['Sin nada', 'papel del padrón'], asked).text).toBe('papel del padrón')
  })
})
