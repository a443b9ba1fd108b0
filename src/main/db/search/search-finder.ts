import type { FoundKind } from '../../../shared/domain/search/entries.ts'
import { scoreOf } from '../../../shared/domain/search/score.ts'
import type { Db } from '../open.ts'
import { createQueryReader, sumOf, type ReadWord } from './read-query.ts'

/** Entries that one look into the index may rank: 0.5 µs each. */
const mostRanked = 1_500
const mostWeighed = 50

export interface RankedEntry {
  readonly kind: FoundKind
  readonly id: string
  readonly stepId: string | null
  readonly title: string
  readonly synonyms: string
  readonly context: string
  readonly body: string
  readonly score: number
}

export interface Finding {
  /** Best first, one per record: of a script the step that fits best. */
  readonly entries: readonly RankedEntry[]
  /** The stems to mark in them. */
  readonly stems: ReadonlySet<string>
}

export interface SearchFinder {
  find(query: string, limit: number): Finding
}

export function createSearchFinder(db: Db): SearchFinder {
  const reader = createQueryReader(db)
  const candidates = db
    .prepare<[string, number], number>(
      `SELECT rowid FROM search_stems WHERE search_stems MATCH ?
        ORDER BY bm25(search_stems, 2, 2, 0.8, 1) LIMIT ?`,
    )
    .pluck()
  const stemsOf = db.prepare<[number], StemsRow>('SELECT kind, id, stems FROM search_entries WHERE entry = ?')
  const textOf = db.prepare<[number], Omit<RankedEntry, 'score'>>(
    'SELECT kind, id, step_id AS stepId, title, synonyms, context, body FROM search_entries WHERE entry = ?',
  )

  return {
    find(query, limit) {
      const words = reader.read(query)
      const stems = new Set(words.flatMap(({ readings }) => readings.map(({ stem }) => stem)))
      if (words.length === 0) return { entries: [], stems }
      const best = new Map<string, { entry: number; score: number }>()
      const looks = [...new Set([matchOf(words.map(closest)), matchOf(words)])]
      for (const entry of new Set(looks.flatMap((match) => candidates.all(match, mostWeighed)))) {
        const row = stemsOf.get(entry)
        if (!row) continue
        const score = scoreOf(
          row.stems.split('\n').map((column) => column.split(' ')),
          words,
        )
        const key = `${row.kind} ${row.id}`
        if ((best.get(key)?.score ?? 0) < score) best.set(key, { entry, score })
      }
      const ranked = [...best.values()].toSorted((a, b) => b.score - a.score || a.entry - b.entry)
      const entries = ranked.slice(0, limit).flatMap(({ entry, score }) => {
        const row = textOf.get(entry)
        return row ? [{ ...row, score }] : []
      })
      return { entries, stems }
    },
  }
}

interface StemsRow {
  kind: FoundKind
  id: string
  stems: string
}

/** The rare words each for themselves, the common ones only together: what every second entry holds picks nothing. */
function matchOf(words: readonly ReadWord[]): string {
  const rareFirst = words.toSorted((a, b) => a.entries - b.entries)
  const alone: string[] = []
  let left = mostRanked
  let taken = 0
  for (const word of rareFirst) {
    if (taken > 0 && word.entries > left) break
    alone.push(anyOf(word))
    left -= word.entries
    taken++
  }
  const common = rareFirst.slice(taken)
  if (common.length > 1) alone.push(`(${common.map(anyOf).join(' AND ')})`)
  return alone.join(' OR ')
}

/** The word by its nearest readings alone: looked up for itself, so that other names never crowd out what was said. */
function closest(word: ReadWord): ReadWord {
  const nearest = Math.max(...word.readings.map(({ weight }) => weight))
  const readings = word.readings.filter(({ weight }) => weight >= nearest * 0.75)
  return { ...word, readings, entries: sumOf(readings) }
}

const anyOf = ({ readings }: ReadWord): string => `(${readings.map(({ stem }) => `"${stem}"`).join(' OR ')})`
