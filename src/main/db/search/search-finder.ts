import type { FoundKind } from '../../../shared/domain/search/entries.ts'
import { readStems } from '../../../shared/domain/search/entry-stems.ts'
import { scoreOf, stemsOf } from '../../../shared/domain/search/score.ts'
import { varied } from '../../../shared/domain/search/variety.ts'
import type { Db } from '../open.ts'
import { createCandidates } from './candidates.ts'
import { createQueryReader } from './read-query.ts'

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
  const candidates = createCandidates(db)
  const stemsIn = db.prepare<[number], StemsRow>('SELECT kind, id, stems FROM search_entries WHERE entry = ?')
  const textOf = db.prepare<[number], Omit<RankedEntry, 'score'>>(
    'SELECT kind, id, step_id AS stepId, title, synonyms, context, body FROM search_entries WHERE entry = ?',
  )

  return {
    find(query, limit) {
      const words = reader.read(query)
      const stems = stemsOf(words)
      if (words.length === 0) return { entries: [], stems }
      const best = new Map<string, { entry: number; score: number; title: readonly string[] }>()
      for (const entry of candidates.of(words)) {
        const row = stemsIn.get(entry)
        if (!row) continue
        const entryStems = readStems(row.stems)
        const score = scoreOf(entryStems, words, stems)
        const key = `${row.kind} ${row.id}`
        if ((best.get(key)?.score ?? 0) < score) best.set(key, { entry, score, title: entryStems.title })
      }
      const ranked = [...best.values()].toSorted((a, b) => b.score - a.score || a.entry - b.entry)
      const entries = varied(ranked.slice(0, 2 * limit), limit).flatMap(({ entry, score }) => {
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
