import { worthOf } from '../../../shared/domain/search/score.ts'
import type { Db } from '../open.ts'
import { levelColumns, presenceAt } from './levels.ts'
import { sumOf, type CountedReading, type ReadWord } from './read-query.ts'

/** So many are ranked by what they say in full, 10 µs each. */
const mostRanked = 48
/** Rows of the index that one query may read, 0.2 µs each; the most telling readings come first. */
const mostRead = 6_000
/** A reading that is so near to the nearest one is what was said, and not another name for it. */
const nearShare = 0.75

const levels = levelColumns.length

export interface Candidates {
  /** The entries that may answer best, roughly the best first. */
  of(words: readonly ReadWord[]): number[]
}

/** Adds up by entry what the index says of each reading; order in names and repeated words are left to `scoreOf`. */
export function createCandidates(db: Db): Candidates {
  // The entry and its level in one number: a row of two columns takes three times as long to come over.
  const holding = db
    .prepare<[string], number>(
      `SELECT doc * ${levels} + unicode(col) - unicode('a') FROM search_levels WHERE term = ?`,
    )
    .pluck()
  const newest = db.prepare<[], number>('SELECT ifnull(max(entry), 0) FROM search_entries').pluck()

  return {
    of(words) {
      const entries = (newest.get() ?? 0) + 1
      const sum = new Float32Array(entries)
      const met = new Float32Array(entries)
      const ofWord = new Float32Array(entries)
      const touched: number[] = []
      const asked = words.reduce((all, { rarity }) => all + rarity, 0)
      for (const [word, readings] of affordable(words)) {
        const touchedByWord: number[] = []
        for (const { stem, weight, rarity } of readings) {
          const values = levelColumns.map((_, level) => weight * rarity * presenceAt(level))
          const share = Math.min(word.rarity, weight * rarity)
          for (const row of holding.all(stem)) {
            const entry = Math.floor(row / levels)
            const value = values[row % levels] ?? 0
            const before = ofWord[entry] ?? 0
            if (value <= before) continue
            if (before === 0) {
              touchedByWord.push(entry)
              if (sum[entry] === 0) touched.push(entry)
              met[entry] = (met[entry] ?? 0) + share
            }
            sum[entry] = (sum[entry] ?? 0) + value - before
            ofWord[entry] = value
          }
        }
        for (const entry of touchedByWord) ofWord[entry] = 0
      }
      for (const entry of touched) sum[entry] = worthOf(sum[entry] ?? 0, met[entry] ?? 0, asked)
      return best(touched, sum)
    },
  }
}

/**
 * What was said comes before its other names, and the rare before the common, until as much is read as one query may.
 * A word that is too common to be read is left out with all its names: they would count in its place.
 */
function affordable(words: readonly ReadWord[]): Map<ReadWord, CountedReading[]> {
  const taken = new Map<ReadWord, CountedReading[]>()
  let left = mostRead
  const take = (word: ReadWord, readings: readonly CountedReading[]) => {
    const cost = sumOf(readings)
    if (taken.size > 0 && cost > left) return
    left -= cost
    taken.set(word, [...(taken.get(word) ?? []), ...readings])
  }
  const isNear = (word: ReadWord, { weight }: CountedReading) =>
    weight >= nearShare * Math.max(...word.readings.map((one) => one.weight))
  for (const word of words.toSorted((a, b) => b.rarity - a.rarity))
    take(
      word,
      word.readings.filter((reading) => isNear(word, reading)),
    )
  const others = [...taken.keys()].flatMap((word) =>
    word.readings.filter((reading) => !isNear(word, reading)).map((reading) => ({ word, reading })),
  )
  for (const { word, reading } of others.toSorted((a, b) => a.reading.entries - b.reading.entries))
    take(word, [reading])
  return taken
}

/** One pass that keeps the best so far in order: most entries fall at the first comparison. */
function best(touched: readonly number[], worth: Float32Array): number[] {
  const kept: number[] = []
  let least = 0
  for (const entry of touched) {
    const own = worth[entry] ?? 0
    if (kept.length === mostRanked) {
      if (own <= least) continue
      kept.pop()
    }
    let place = kept.length
    while (place > 0 && (worth[kept[place - 1] ?? 0] ?? 0) < own) place--
    kept.splice(place, 0, entry)
    least = worth[kept.at(-1) ?? 0] ?? 0
  }
  return kept
}
