import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFaq } from '../../../src/backend/pack/exchange/faq.ts'
import { procedureColumns, readProceduresCsv } from '../../../src/backend/pack/exchange/procedures-csv.ts'

const header =
  'id;titulo;resumen;estado;unidad;requisitos;costo;plazo_maximo;donde;version;vale_desde;revisado;revisar_antes;fuente'
const row =
  'c04;Ocupar la calle;Ocupar la calle.;en vigor;via-publica;documento*: Croquis | documento: Poder (si va otra persona);23,02 EUR | gratis (vecinos);30 días hábiles;en línea: https://www.cordoba.es/ | por teléfono: 010;1;2026-01-01;2026-11-21;2027-05-21;cordoba.es'
const read = (text: string) => readProceduresCsv(text, 'tramites.csv')

describe('procedures from a table', () => {
  test('have typed costs, times, papers and channels', () => {
    const { procedures, problems } = read(`\uFEFF${header}\r\n${row}\r\n`)
    expect(problems).toEqual([])
    expect(procedures).toMatchObject([
      {
        procedureId: 'c04',
        requirements: [
          { requirementId: 'r1', text: 'Croquis', kind: 'document', mandatory: true },
          { requirementId: 'r2', mandatory: false, condition: 'si va otra persona' },
        ],
        cost: [
          { kind: 'amount', amount: 23.02, currency: 'EUR' },
          { kind: 'free', condition: 'vecinos' },
        ],
        time: { maximum: { count: 30, unit: 'days', counted: 'working' } },
        channels: [
          { kind: 'online', url: 'https://www.cordoba.es/' },
          { kind: 'phone', where: '010' },
        ],
      },
    ])
  })

  test.each([
    ['a price in words', '23,02 EUR', 'veinte', 'costo', /must be gratis/],
    ['a day of the house', '2026-01-01', '1/1/2026', 'vale_desde', /must be a day/],
    ['a status of nobody', 'en vigor', 'vigente', 'estado', /must be one of: borrador/],
    ['a paper of no kind', 'documento*: Croquis', 'Croquis', 'requisitos', /must begin with one of/],
    ['no title', 'Ocupar la calle;', ';', 'titulo', /is missing/],
  ])('%s is named by file, line, column and rule, and costs only its row', (_case, from, to, field, rule) => {
    const { procedures, problems } = read(`${header}\n${row.replace('c04', 'a')}\n${row.replace(from, to)}\n`)
    expect(procedures).toHaveLength(1)
    expect(problems).toEqual([
      {
        file: 'tramites.csv',
        line: 3,
        column: header.split(';').indexOf(field) + 1,
        field,
        rule: expect.stringMatching(rule) as string,
      },
    ])
  })

  test('the line is that of the row also where a text runs over several', () => {
    const long = row.replace('Ocupar la calle.', '"Ocupar\nla\ncalle."')
    const { problems } = read(`${header}\n${long}\n${row.replace('1;2026', 'x;2026').replace('c04', 'b')}\n`)
    expect(problems).toMatchObject([{ line: 5, field: 'version', rule: 'must be a whole number' }])
  })

  test('an unknown column, a short row, an open quote and an id twice are said', () => {
    expect(read('id;precio\n')).toMatchObject({ problems: [{ line: 1, column: 2, field: 'precio' }] })
    expect(read(`${header}\na;b\n`).problems[0]?.rule).toMatch(/has 2 cells where the header has 14/)
    expect(read(`${header}\n"a`).problems[0]?.rule).toBe('a text is not closed with "')
    expect(read(`${header}\n${row}\n${row}\n`).problems).toMatchObject([{ line: 3, field: 'id' }])
    expect(read('').problems).toMatchObject([{ rule: 'the file is empty' }])
  })

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', 'a', '|', ':') }), (text) => {
        expect(read(`${header}\n${text}`).procedures).toEqual([])
      }),
    )
  })

  test('every column of the handbook leads somewhere of its own', () => {
    const paths = Object.values(procedureColumns).map(({ path }) => path.join('.'))
    expect(new Set(paths).size).toBe(paths.length)
  })
})

describe('a list of questions', () => {
  const provenance = { source: 'OAC', reviewedOn: '2020-03-01', reviewDue: '2021-03-01' }
  const faq = (text: string) => readFaq(`tema,pregunta,respuesta,enlaces\n${text}`, 'faq.csv', provenance)

  test('becomes articles whose answers stay text', () => {
    const { articles, problems } = faq(
      'Padrón,¿Cómo me empadrono?,"Con cita.\n1. Venga <b>pronto</b>",https://www.cordoba.es/padron\n',
    )
    expect(problems).toEqual([])
    expect(articles).toMatchObject([
      {
        articleId: 'faq-como-me-empadrono',
        topic: 'city',
        body: 'Con cita.\n\n1\\. Venga \\<b\\>pronto\\</b\\>',
        synonyms: ['Padrón'],
        links: [{ url: 'https://www.cordoba.es/padron' }],
        reviewDue: '2021-03-01',
      },
    ])
  })

  test('advice on health without its approver, a fifth column and a bad address are refused by place', () => {
    expect(faq('Coronavirus,¿Qué hago?,Quedarse en casa.,\n').problems).toMatchObject([
      { line: 2, field: 'clinicalApprover' },
    ])
    expect(faq('a,b,c,d,e\n').problems).toMatchObject([
      { line: 2, rule: expect.stringContaining('four') as string },
    ])
    expect(faq('a,b,c,javascript:alert(1)\n').problems).toMatchObject([
      { column: 4, field: 'links', rule: 'must be a web address' },
    ])
  })

  test('the same question twice gets two names', () => {
    expect(faq('a,¿Qué?,x,\na,¿Qué?,y,\n').articles.map(({ articleId }) => articleId)).toEqual([
      'faq-que',
      'faq-que-2',
    ])
  })
})
