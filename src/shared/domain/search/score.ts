/** A word of the query as it may stand in a record: itself, another ending, another name, a slip mended. */
export interface Reading {
  readonly stem: string
  /** 1 for the word itself; less the further the reading is from what was typed. */
  readonly weight: number
  /** How telling the stem is among all entries (inverse document frequency). */
  readonly rarity: number
}

export interface QueryWord {
  readonly readings: readonly Reading[]
  /** What meeting this word in full is worth. */
  readonly rarity: number
}

/** An entry's stems, column by column: title, synonyms, context, body. */
export type EntryStems = readonly (readonly string[])[]

/** Close to one another: heavy weights find less (architecture §6). Chosen on the tune half of the judged set. */
const columnWeights = [1.5, 2, 0.8, 0.8] as const
const usualLengths = [5, 6, 6, 40] as const
/** How much a long column weakens a word in it, 0…1, and how soon saying it again adds nothing. */
const lengthShare = 0.68
const saturation = 1.15
/** What part of the score hangs on how much of the query was met, and what a title asked for in full adds. */
const coverageShare = 0.6
const titleShare = 0.35

/**
 * BM25F (Robertson & Zaragoza, 2009) over one word with several readings at a time, so that ten near spellings
 * of a word count as one word; then what share of the query was met, and what share of the title was asked for.
 */
export function scoreOf(entry: EntryStems, query: readonly QueryWord[]): number {
  const counts = new Map<string, number>()
  for (const { readings } of query) for (const { stem } of readings) counts.set(stem, 0)
  entry.forEach((stems, column) => {
    const share =
      (columnWeights[column] ?? 1) /
      (1 - lengthShare + (lengthShare * stems.length) / (usualLengths[column] ?? 1))
    for (const stem of stems) {
      const count = counts.get(stem)
      if (count !== undefined) counts.set(stem, count + share)
    }
  })
  let score = 0
  let met = 0
  let asked = 0
  const used = new Map<string, number>()
  for (const { readings, rarity } of query) {
    asked += rarity
    let best = 0
    let bestMet = 0
    for (const { stem, weight, rarity: own } of readings) {
      const count = counts.get(stem) ?? 0
      if (count === 0) continue
      used.set(stem, Math.max(used.get(stem) ?? 0, weight))
      const worth = (weight * own * count * (saturation + 1)) / (count + saturation)
      if (worth > best) {
        best = worth
        bestMet = Math.min(rarity, weight * own)
      }
    }
    score += best
    met += bestMet
  }
  if (asked === 0) return 0
  const title = entry[0] ?? []
  const titleMet = title.reduce((sum, stem) => sum + (used.get(stem) ?? 0), 0) / Math.max(1, title.length)
  return score * (1 - coverageShare + coverageShare * (met / asked)) * (1 + titleShare * titleMet)
}
