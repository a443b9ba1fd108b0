import { isOneEdit, piecesOf, shortestMistyped, soundOf } from '../../../shared/domain/search/near.ts'
import type { QueryWord, Reading } from '../../../shared/domain/search/score.ts'
import { stemOf } from '../../../shared/domain/search/stem.ts'
import { stopWords } from '../../../shared/domain/search/stop-words.ts'
import { everydayWords } from '../../../shared/domain/search/everyday-words.ts'
import { wordsOf } from '../../../shared/domain/search/words.ts'
import type { Db } from '../open.ts'
import { anyStem } from './search-writer.ts'

/** More words than this are a whole letter; the first ones say what it is about. */
const mostWords = 16
const mostEndings = 24
const shortestBeginning = 2
const shortestHeard = 4

/** A slip in a long word may also be a letter in another place. */
const shortestMisplaced = 7
/** Above this a word is so rare that being rarer tells nothing more. */
const rarest = 9

/** How near to what was typed each reading is. Chosen on the tune half of the judged set. */
const nearness = {
  itself: 1,
  /** Another name, beside the word itself. */
  everyday: 0.35,
  /** Another name of a word that no record holds. */
  everydayOnly: 0.8,
  beginning: 0.35,
  heard: 0.95,
  mistyped: 0.75,
  misplaced: 0.6,
} as const

export interface CountedReading extends Reading {
  readonly entries: number
}

export interface ReadWord extends QueryWord {
  readonly readings: readonly CountedReading[]
  /** In how many entries its readings stand, one counted after the other. */
  readonly entries: number
}

export interface QueryReader {
  /** Empty when nothing in the query can be found. */
  read(query: string): ReadWord[]
}

/** Turns what was typed into stems that stand in the index, each with how far it is from what was typed. */
export function createQueryReader(db: Db): QueryReader {
  const ends = db
    .prepare<[string, string, number], string>(
      'SELECT DISTINCT stem FROM search_vocabulary WHERE word >= ? AND word < ? LIMIT ?',
    )
    .pluck()
  const soundsAlike = db
    .prepare<[string], string>('SELECT word FROM search_vocabulary WHERE sound = ? LIMIT 8')
    .pluck()
  const soundsBegin = db
    .prepare<[string, string], string>(
      'SELECT word FROM search_vocabulary WHERE sound >= ? AND sound < ? LIMIT 8',
    )
    .pluck()
  const withPiece = db.prepare<[string], string>('SELECT word FROM search_pieces WHERE piece = ?').pluck()
  const isWord = db.prepare<[string], number>('SELECT 1 FROM search_vocabulary WHERE word = ?').pluck()
  const countOf = db.prepare<[string], number>('SELECT entries FROM search_counts WHERE stem = ?').pluck()

  /** Looked up once a query: a stem is asked for when it is found, weighed and counted. */
  function countOnce(): (stem: string) => number {
    const counted = new Map<string, number>()
    return (stem) => {
      const known = counted.get(stem)
      if (known !== undefined) return known
      const entries = countOf.get(stem) ?? 0
      counted.set(stem, entries)
      return entries
    }
  }

  function readWord(word: string, last: boolean, entriesWith: (stem: string) => number): ReadWord {
    const weights = new Map<string, number>()
    const rarityOf = (stem: string) => {
      const entries = entriesWith(stem)
      return Math.min(rarest, Math.log(1 + (entriesWith(anyStem) - entries + 0.5) / (entries + 0.5)))
    }
    const add = (stem: string, weight: number) => {
      if ((weights.get(stem) ?? 0) < weight && entriesWith(stem) > 0) weights.set(stem, weight)
    }
    const own = stemOf(word)
    add(own, nearness.itself)
    if (last && word.length >= shortestBeginning)
      for (const stem of ends.all(word, `${word}\uffff`, mostEndings)) add(stem, nearness.beginning)
    if (weights.size === 0) for (const near of nearWords(word)) add(stemOf(near.word), near.weight)
    const others = everydayWords(own)
    const share = weights.has(own) ? nearness.everyday : nearness.everydayOnly
    for (const other of others) add(other, share)
    if (weights.size > 0 && !weights.has(own))
      for (const [stem, weight] of [...weights].slice(0, 4))
        for (const other of everydayWords(stem)) add(other, weight * nearness.everyday)
    if (weights.size === 0 && last)
      for (const near of wordsThatBegin(soundOf(word))) add(stemOf(near), nearness.mistyped)
    const readings = [...weights].map(([stem, weight]): CountedReading => ({
      stem,
      weight,
      rarity: rarityOf(stem),
      entries: entriesWith(stem),
    }))
    const rarity = weights.has(own) ? rarityOf(own) : Math.max(0, ...readings.map((one) => one.rarity))
    const entries = sumOf(readings)
    return { readings, entries, rarity }
  }

  const wordsThatBegin = (sound: string): string[] =>
    sound.length >= shortestHeard ? soundsBegin.all(sound, `${sound}\uffff`) : []

  function nearWords(word: string): { word: string; weight: number }[] {
    const found: { word: string; weight: number }[] = []
    const sound = soundOf(word)
    if (sound.length >= shortestHeard)
      for (const alike of soundsAlike.all(sound)) found.push({ word: alike, weight: nearness.heard })
    if (word.length >= shortestMistyped - 1 && !/\d/u.test(word)) {
      const pieces = word.length >= shortestMistyped ? piecesOf(word) : []
      const candidates = new Set<string>(withPiece.all(word))
      for (const piece of pieces) {
        if (piece.length >= shortestMistyped - 1 && isWord.get(piece)) candidates.add(piece)
        for (const near of withPiece.all(piece)) candidates.add(near)
      }
      for (const near of candidates) {
        if (isOneEdit(word, near)) found.push({ word: near, weight: nearness.mistyped })
        else if (word.length >= shortestMisplaced) found.push({ word: near, weight: nearness.misplaced })
      }
    }
    return found
  }

  return {
    read(query) {
      const all = wordsOf(query)
      const open = all.at(-1)?.to === query.length
      const typed = all.slice(0, mostWords)
      const telling = typed.filter(({ folded }) => !stopWords.has(folded))
      const used = telling.length > 0 ? telling : typed
      const unique = [...new Map(used.map((word) => [word.folded, word])).values()]
      const entriesWith = countOnce()
      return unique
        .map((word) => readWord(word.folded, open && word === used.at(-1), entriesWith))
        .filter(({ readings }) => readings.length > 0)
    },
  }
}

/** What looking for all of them costs, in entries to rank. */
export const sumOf = (readings: readonly CountedReading[]): number =>
  readings.reduce((sum, { entries }) => sum + entries, 0)
