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

export const P = { wTitle: 2.2, wSyn: 2, wCtx: 0.8, wBody: 1, b: 0.4, k: 1.1, cov: 0.6, title: 0.35, pow: 1 }
const usualLengths = [5, 6, 6, 40] as const

/**
 * BM25F (Robertson & Zaragoza, 2009) over one word with several readings at a time, so that ten near spellings
 * of a word count as one word; then what share of the query was met, and what share of the title was asked for.
 */
export function scoreOf(entry: EntryStems, query: readonly QueryWord[]): number {
  const columnWeights = [P.wTitle, P.wSyn, P.wCtx, P.wBody]
  const counts = new Map<string, number>()
  for (const { readings } of query) for (const { stem } of readings) counts.set(stem, 0)
  entry.forEach((stems, column) => {
    const share =
      (columnWeights[column] ?? 1) / (1 - P.b + (P.b * stems.length) / (usualLengths[column] ?? 1))
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
      const worth = (weight * own * count * (P.k + 1)) / (count + P.k)
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
  return score * (1 - P.cov + P.cov * (met / asked) ** P.pow) * (1 + P.title * titleMet)
}
