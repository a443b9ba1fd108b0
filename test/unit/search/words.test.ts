import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everydayWords } from '../../../src/shared/domain/search/everyday-words.ts'
import { excerptOf, markedText } from '../../../src/shared/domain/search/marks.ts'
import { isOneEdit, piecesOf, soundOf } from '../../../src/shared/domain/search/near.ts'
import { regularStem } from '../../../src/shared/domain/search/irregular-stems.ts'
import { scoreOf } from '../../../src/shared/domain/search/score.ts'
import { stemOf } from '../../../src/shared/domain/search/stem.ts'
import { varied } from '../../../src/shared/domain/search/variety.ts'
import { fold, wordsOf } from '../../../src/shared/domain/search/words.ts'

const stemsOf = (text: string) => wordsOf(text).map(({ folded }) => stemOf(folded))

describe('the form in which words are compared', () => {
  test('forgets accents, capitals and the mark of ñ', () => {
    expect(fold('ÑANDÚ Pingüino')).toBe('nandu pinguino')
    expect(fold('certificacio\u0301n')).toBe('certificacion')
  })

  test('a text in the letters of Spanish is parted as one with any other letter in it', () => {
    const spanish = fc.string({ unit: fc.integer({ max: 255 }).map((code) => String.fromCharCode(code)) })
    fc.assert(
      fc.property(spanish, (text) => {
        expect(wordsOf(`${text} 漢`).slice(0, -1)).toEqual(wordsOf(text))
      }),
    )
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

describe('verbs that change their stem', () => {
  test.each([
    ['cerrar', 'cierro'],
    ['perder', 'perdio'],
    ['devolver', 'devuelven'],
    ['romper', 'roto'],
    ['medir', 'mide'],
    ['buscar', 'busque'],
  ])('%s and %s are found by one another', (infinitive, said) => {
    expect(stemOf(said)).toBe(stemOf(infinitive))
  })

  test('no stem is led to one that is led on to another', () => {
    const cut = (word: string) => regularStem(word)
    for (const word of ['cierr', 'pierd', 'muert', 'vuelt', 'sig', 'caid'])
      expect(cut(cut(word))).toBe(cut(word))
  })
})

describe('variety', () => {
  const sheet = (name: string, score: number, title: string) => ({ name, score, title: title.split(' ') })
  const alike = [
    sheet('first', 10, 'alquil solicit'),
    sheet('copy', 9.9, 'alquil solicit'),
    sheet('near', 9.8, 'alquil renov'),
    sheet('other', 9, 'desahuci mediacion'),
  ]

  test('the best stays first, and another thing comes before its copies', () => {
    expect(varied(alike, 3).map(({ name }) => name)).toEqual(['first', 'other', 'near'])
  })

  test('nothing is lost or doubled where there is room', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            score: fc.double({ min: 0, max: 10, noNaN: true }),
            title: fc.array(fc.constantFrom('a', 'b', 'c')),
          }),
        ),
        (ranked) => {
          const placed = varied(ranked, 50)
          expect(new Set(placed)).toEqual(new Set(ranked.slice(0, 50)))
        },
      ),
    )
  })

  test('a much better copy stays before another thing that hardly answers', () => {
    expect(varied([...alike.slice(0, 2), sheet('weak', 2, 'agua')], 2).map(({ name }) => name)).toEqual([
      'first',
      'copy',
    ])
  })
})

describe('names', () => {
  const word = (stem: string) => ({ readings: [{ stem, weight: 1, rarity: 5 }], rarity: 5 })
  const entry = (synonyms: string[][], title = ['trámit']) => ({ title, synonyms, context: [], body: [] })

  test('one more synonym takes nothing from the others', () => {
    const alone = scoreOf(entry([['pap', 'coch']]), [word('pap'), word('coch')])
    const among = scoreOf(entry([['pap', 'coch'], ['sell'], ['numerit']]), [word('pap'), word('coch')])
    expect(among).toBe(alone)
  })

  test('a name that is what was asked for counts more than its words in two names', () => {
    const asked = [word('pap'), word('coch')]
    const whole = scoreOf(
      entry([
        ['pap', 'coch'],
        ['luz', 'sell'],
      ]),
      asked,
    )
    const parted = scoreOf(
      entry([
        ['pap', 'sell'],
        ['luz', 'coch'],
      ]),
      asked,
    )
    expect(whole).toBeGreaterThan(parted)
  })
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
