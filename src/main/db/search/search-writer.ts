import type { FoundKind, SearchEntry } from '../../../shared/domain/search/entries.ts'
import { piecesOf, shortestMistyped, soundOf } from '../../../shared/domain/search/near.ts'
import { readStems, stemsOfEntry, writtenStems } from '../../../shared/domain/search/entry-stems.ts'
import { presenceOf } from '../../../shared/domain/search/score.ts'
import { stemOf } from '../../../shared/domain/search/stem.ts'
import type { Db } from '../open.ts'
import { byLevel, levelColumns } from './levels.ts'

/** Pages of 4 kB that one step of tidying may write: about 3 ms. */
const pagesAtOnce = 8

/** Counted under this are all entries. */
export const anyStem = ''

export interface SearchWriter {
  /** In place of what this record was found by before. Call in the transaction that writes the record. */
  put(kind: FoundKind, id: string, entries: readonly SearchEntry[]): void
  remove(kind: FoundKind, id: string): void
  /** Joins a few of the index's parts, a few ms at a time; false when there is nothing left to join. */
  tidy(): boolean
}

export function createSearchWriter(db: Db): SearchWriter {
  const addEntry = db.prepare(
    `INSERT INTO search_entries (kind, id, step_id, title, synonyms, context, body, stems)
       VALUES (@kind, @id, @stepId, @title, @synonyms, @context, @body, @stems)`,
  )
  const addStems = db.prepare(
    `INSERT INTO search_stems (rowid, ${levelColumns.join(', ')}) VALUES (?${', ?'.repeat(levelColumns.length)})`,
  )
  const entriesOf = db.prepare<[string, string], { entry: number; stems: string }>(
    'SELECT entry, stems FROM search_entries WHERE kind = ? AND id = ?',
  )
  const count = db.prepare(
    `INSERT INTO search_counts (stem, entries) VALUES (?, ?)
       ON CONFLICT (stem) DO UPDATE SET entries = entries + excluded.entries`,
  )
  const removeStems = db.prepare('DELETE FROM search_stems WHERE rowid = ?')
  const removeEntries = db.prepare('DELETE FROM search_entries WHERE kind = ? AND id = ?')
  const addWord = db.prepare('INSERT OR IGNORE INTO search_vocabulary (word, stem, sound) VALUES (?, ?, ?)')
  const addPiece = db.prepare('INSERT OR IGNORE INTO search_pieces (piece, word) VALUES (?, ?)')
  const merge = db.prepare("INSERT INTO search_stems (search_stems, rank) VALUES ('merge', ?)")
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()

  function learn(word: string): void {
    const added = addWord.run(word, stemOf(word), soundOf(word)).changes > 0
    if (!added || word.length < shortestMistyped || /\d/u.test(word)) return
    for (const piece of piecesOf(word)) addPiece.run(piece, word)
  }

  function remove(kind: FoundKind, id: string): void {
    const held = entriesOf.all(kind, id)
    if (held.length === 0) return
    for (const { entry } of held) removeStems.run(entry)
    removeEntries.run(kind, id)
    tally(
      held.map(({ stems }) => [...presenceOf(readStems(stems)).keys()]),
      -1,
    )
  }

  /** In how many entries each stem stands, kept beside FTS5, which would have to read all of them to tell. */
  function tally(entries: readonly (readonly string[])[], by: 1 | -1): void {
    const change = new Map([[anyStem, by * entries.length]])
    for (const stems of entries) for (const stem of stems) change.set(stem, (change.get(stem) ?? 0) + by)
    for (const [stem, entriesMore] of change) count.run(stem, entriesMore)
  }

  return {
    put(kind, id, entries) {
      remove(kind, id)
      const words = new Set<string>()
      const written: string[][] = []
      for (const entry of entries) {
        const stems = stemsOfEntry(entry, (word) => words.add(word))
        const presence = presenceOf(stems)
        const { lastInsertRowid } = addEntry.run({ ...entry, stems: writtenStems(stems) })
        addStems.run(lastInsertRowid, ...byLevel(presence))
        written.push([...presence.keys()])
      }
      for (const word of words) learn(word)
      tally(written, 1)
    },
    remove,
    tidy() {
      const before = changes.get() ?? 0
      merge.run(pagesAtOnce)
      return (changes.get() ?? 0) - before >= 2
    },
  }
}
