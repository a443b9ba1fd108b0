import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPack } from '../../../src/backend/pack/read-pack.ts'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'
import { searchLevels } from '../../../src/main/db/migrations/0068-search-levels.ts'
import { createCacheRows, type CacheRows } from '../../../src/main/db/rows.ts'
import { createQueryReader } from '../../../src/main/db/search/read-query.ts'
import { entriesOf } from '../../../src/shared/domain/search/entries.ts'
import { stemsOfEntry } from '../../../src/shared/domain/search/entry-stems.ts'
import { scoreOf } from '../../../src/shared/domain/search/score.ts'
import { stemOf } from '../../../src/shared/domain/search/stem.ts'
import { stopWords } from '../../../src/shared/domain/search/stop-words.ts'
import { wordsOf } from '../../../src/shared/domain/search/words.ts'
import type { Pack } from '../../../src/shared/pack.ts'
import { lightScript, lightUnit } from '../../support/knowledge.ts'

const packs = join(import.meta.dirname, '../../../assets/packs')
const emptyDatabase = () => {
  const db = new Database(':memory:')
  migrate(db, newestVersion)
  return db
}
const emptyCache = (): CacheRows => createCacheRows(emptyDatabase())

const db = emptyDatabase()
let pack: Pack
let rows: CacheRows
beforeAll(async () => {
  pack = (await readPack(join(packs, 'cordoba'))).pack
  rows = createCacheRows(db)
  rows.together(() => {
    for (const procedure of pack.procedures) rows.knowledge.put('procedure', procedure.procedureId, procedure)
    for (const script of pack.scripts) rows.knowledge.put('script', script.scriptId, script)
    for (const unit of pack.units) rows.knowledge.put('unit', unit.unitId, unit)
    for (const agent of pack.agents) rows.knowledge.put('agent', agent.agentId, agent)
  })
})

const idsOf = (query: string, limit = 20) =>
  rows.search.find(query, limit).entries.map(({ kind, id }) => `${kind}:${id}`)

describe('a citizen’s words find the record', () => {
  test.each([
    ['papel de empadronamiento', 'procedure:c01-padron-alta'],
    ['EMPADRONARME', 'procedure:c01-padron-alta'],
    ['veladores del bar', 'procedure:c07-veladores'],
    ['ayudas alquileres', 'procedure:c12-ayuda-alquiler'],
    ['targeta monedero', 'procedure:c14-tarjeta-monedero'],
    ['quiosco de elados', 'procedure:c06-kioscos-helados'],
    ['impuesto de beiculos', 'procedure:c03-impuesto-vehiculos'],
    ['cable suelto en la calle', 'script:alumbrado'],
    ['vimcorsa', 'unit:vimcorsa'],
    ['socorro', 'script:emergencia'],
    ['se equivocó al marcar', 'script:numero-equivocado'],
  ])('«%s»', (query, wanted) => {
    expect(idsOf(query, 3)).toContain(wanted)
  })

  test('a colleague by name', () => {
    const [someone] = pack.agents
    expect(idsOf(someone?.name ?? '', 3)).toContain(`person:${someone?.agentId ?? ''}`)
  })

  test('of a script, the step that answers', () => {
    const [best] = rows.search.find('labios azulados', 3).entries
    expect(best).toMatchObject({ kind: 'script', id: 'covid' })
    expect(best?.stepId).not.toBeNull()
    expect(best?.body).toContain('azulados')
  })

  test('the beginning of any title, from its third letter on', () => {
    for (const { procedureId, title } of pack.procedures)
      for (let length = 3; length <= title.length; length++)
        expect(idsOf(title.slice(0, length)), title.slice(0, length)).toContain(`procedure:${procedureId}`)
  })

  test('a word of five letters or more with any one slip in it, wherever no record has the slip as a word', () => {
    const { read } = createQueryReader(db)
    const titles = pack.procedures.flatMap(({ title }) => wordsOf(title).map(({ folded }) => folded))
    const words = [...new Set(titles)].filter((word) => /^[a-z]{5,}$/.test(word) && !stopWords.has(word))
    const isHeld = db.prepare<[string], number>('SELECT entries FROM search_counts WHERE stem = ?').pluck()
    let mended = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.nat({ max: 30 }),
        fc.constantFrom('left out', 'too many', 'another', 'swapped'),
        fc.stringMatching(/^[a-z]$/),
        (word, place, slip, letter) => {
          const at = place % word.length
          const inPlace = {
            'left out': '',
            'too many': letter + word.charAt(at),
            another: letter,
            swapped: word.charAt(at + 1) + word.charAt(at),
          }[slip]
          const typed = word.slice(0, at) + inPlace + word.slice(at + (slip === 'swapped' ? 2 : 1))
          fc.pre(typed !== word && !stopWords.has(typed) && (isHeld.get(stemOf(typed)) ?? 0) === 0)
          mended += 1
          expect(read(`${typed} `).flatMap(({ readings }) => readings.map(({ stem }) => stem))).toContain(
            stemOf(word),
          )
        },
      ),
      { numRuns: 500 },
    )
    expect(mended).toBeGreaterThan(300)
  })

  test('nothing is found for nothing', () => {
    expect(idsOf('')).toEqual([])
    expect(idsOf('¿? … !')).toEqual([])
    expect(idsOf('zzzzzzzz qqqqqqq')).toEqual([])
  })
})

describe('whatever is typed', () => {
  test('never throws and never answers with more than was asked for', () => {
    const hostile = fc.constantFrom(
      '"',
      '*',
      'NEAR(',
      ' AND ',
      ' OR NOT ',
      'title:',
      '-',
      '^',
      '🏠',
      '\u0000',
      'ñ',
      '漢字',
    )
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.oneof(hostile, fc.lorem({ maxCount: 1 })), { maxLength: 40 })
        .map((all) => all.join('').slice(0, 200)),
    )
    fc.assert(
      fc.property(anything, (query) => {
        expect(idsOf(query, 5).length).toBeLessThanOrEqual(5)
      }),
      { numRuns: 300 },
    )
  })

  test('a word of 200 letters is answered too', () => {
    expect(idsOf('padron'.repeat(34).slice(0, 200))).toEqual([])
  })
})

describe('the index follows the records', () => {
  test('a new version is found by its new words only, and a record that went by none', () => {
    const own = emptyCache()
    const find = (query: string) => own.search.find(query, 5).entries.map(({ title }) => title)
    own.knowledge.put('unit', lightUnit.unitId, lightUnit)
    expect(find('alumbrado')).toEqual(['Alumbrado Público'])
    own.knowledge.put('unit', lightUnit.unitId, { ...lightUnit, name: 'Farolas' })
    expect(find('publico')).toEqual([])
    expect(find('farola')).toEqual(['Farolas'])
    own.knowledge.remove('unit', lightUnit.unitId)
    expect(find('farola')).toEqual([])
  })

  test('a transaction that is taken back leaves nothing to find', () => {
    const own = emptyCache()
    expect(() =>
      own.together(() => {
        own.knowledge.put('script', lightScript.scriptId, lightScript)
        throw new Error('the power goes')
      }),
    ).toThrow('the power goes')
    expect(own.search.find('luminaria', 5).entries).toEqual([])
    own.knowledge.put('script', lightScript.scriptId, lightScript)
    expect(own.search.find('luminaia', 5).entries.map(({ id }) => id)).toEqual(['alumbrado'])
  })

  test('joining its parts changes no answer', () => {
    const before = idsOf('ayuda para comida')
    for (let step = 0; step < 1000 && rows.search.tidy(); step++);
    expect(rows.search.tidy()).toBe(false)
    expect(idsOf('ayuda para comida')).toEqual(before)
  })
})

describe('where the pack of a whole city is in the cache', () => {
  test('the index leaves out nothing that reading every entry would put first', () => {
    const entries = pack.procedures
      .flatMap((procedure) => entriesOf('procedure', procedure))
      .concat(pack.scripts.flatMap((script) => entriesOf('script', script)))
      .concat(pack.units.flatMap((unit) => entriesOf('unit', unit)))
      .concat(pack.agents.flatMap((agent) => entriesOf('person', agent)))
    const all = entries.map((entry) => ({ entry, stems: stemsOfEntry(entry, () => {}) }))
    const reader = createQueryReader(db)
    const words = fc.constantFrom(
      ...pack.procedures.flatMap(({ title, summary }) => wordsOf(title + summary)),
    )
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (typed) => {
        const query = typed.map(({ folded }) => folded).join(' ')
        const read = reader.read(query)
        const scores = new Map<string, number>()
        for (const { entry, stems } of all) {
          const key = `${entry.kind}:${entry.id}`
          scores.set(key, Math.max(scores.get(key) ?? 0, scoreOf(stems, read)))
        }
        const [best] = rows.search.find(query, 5).entries
        expect(best?.score ?? 0).toBeCloseTo(Math.max(0, ...scores.values()), 3)
      }),
      { numRuns: 60 },
    )
  })
})

test('0015 makes what was in the cache before findable, one record at a time', () => {
  const db = new Database(':memory:')
  migrate(db, 4)
  const doc = readFileSync(join(packs, 'cordoba', 'units.json'), 'utf8')
  const [unit] = JSON.parse(doc) as { unitId: string; name: string }[]
  db.prepare('INSERT INTO knowledge (entity, id, doc) VALUES (?, ?, ?)').run(
    'unit',
    unit?.unitId,
    JSON.stringify(unit),
  )
  migrate(db, newestVersion)
  const own = createCacheRows(db)
  expect(own.search.find(unit?.name ?? '', 5).entries).toEqual([])
  expect(own.search.catchUp()).toBe(true)
  expect(own.search.find(unit?.name ?? '', 5).entries.map(({ id }) => id)).toEqual([unit?.unitId])
  expect(own.search.catchUp()).toBe(false)
})

test('0068 takes in anew what was indexed in the old form: found again, and only by what it says now', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.indexOf(searchLevels))
  db.exec(`
    INSERT INTO search_entries (entry, kind, id, title, synonyms, context, body, stems)
      VALUES (1, 'unit', 'alumbrado', 'Relojes', '', '', '', 'reloj' || char(10) || char(10) || char(10));
    INSERT INTO search_stems (rowid, title) VALUES (1, 'reloj');
    INSERT INTO search_counts VALUES ('', 1), ('reloj', 1);
    INSERT INTO search_vocabulary VALUES ('relojes', 'reloj', 'relojes');
  `)
  db.prepare("INSERT INTO knowledge (entity, id, doc) VALUES ('unit', ?, ?)").run(
    lightUnit.unitId,
    JSON.stringify(lightUnit),
  )
  migrate(db, newestVersion)
  const own = createCacheRows(db)
  while (own.search.catchUp());
  expect(own.search.find('relojes', 5).entries).toEqual([])
  expect(own.search.find('alumbrado', 5).entries.map(({ id }) => id)).toEqual([lightUnit.unitId])
})
