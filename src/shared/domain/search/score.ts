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

/** An entry as the stems it is found by. Each synonym is a name of its own and not a piece of one long text. */
export interface EntryStems {
  readonly title: readonly string[]
  readonly synonyms: readonly (readonly string[])[]
  readonly context: readonly string[]
  readonly body: readonly string[]
}

/**
 * Close to one another: heavy weights find less (architecture §6). Chosen on the tune half of the judged set. What
 * stands in the index follows from them (`presenceOf`), so that another choice needs a migration that indexes anew.
 */
const weights = { title: 1, synonyms: 1.6, context: 0.5, body: 0.8 } as const
const usualLengths = { title: 4, synonyms: 2.4, context: 6, body: 40 } as const
/** How much a long column weakens a word in it, 0…1, and how soon saying it again adds nothing. */
const lengthShare = 0.68
const saturation = 1.15
/** What part of the score hangs on how much of the query was met. */
const coverageShare = 0.75
/** What a title asked for in full adds, and a name (title or synonym) that says neither more nor less. */
const titleShare = 0.35
const nameShare = 0.5

/**
 * How present each stem is in an entry, 0…1: BM25F (Robertson & Zaragoza, 2009) before the rarity of the stem. A
 * list of synonyms is no text: one more of them takes nothing from the others, so each is weighed by its own length.
 * A query asks for its own stems alone (`wanted`): the first answer after a start comes before any of this is compiled.
 */
export function presenceOf(entry: EntryStems, wanted?: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (stems: readonly string[], column: keyof EntryStems) => {
    const share = weights[column] / (1 - lengthShare + (lengthShare * stems.length) / usualLengths[column])
    for (const stem of stems)
      if (wanted === undefined || wanted.has(stem)) counts.set(stem, (counts.get(stem) ?? 0) + share)
  }
  count(entry.title, 'title')
  for (const name of entry.synonyms) count(name, 'synonyms')
  count(entry.context, 'context')
  count(entry.body, 'body')
  for (const [stem, sum] of counts) counts.set(stem, sum / (sum + saturation))
  return counts
}

/** What the words are worth and how much of the query they are, before anything is known of their order in names. */
export function worthOf(sum: number, met: number, asked: number): number {
  return asked === 0 ? 0 : sum * (1 - coverageShare + coverageShare * (met / asked))
}

/**
 * BM25F over one word with several readings at a time, so that ten near spellings of a word count as one word; then
 * what share of the query was met, and how much of the entry's names was asked for.
 */
export function scoreOf(
  entry: EntryStems,
  query: readonly QueryWord[],
  stems: ReadonlySet<string> = stemsOf(query),
): number {
  const presence = presenceOf(entry, stems)
  let sum = 0
  let met = 0
  let asked = 0
  const used = new Map<string, { weight: number; share: number }>()
  for (const { readings, rarity } of query) {
    asked += rarity
    let best = 0
    let bestMet = 0
    for (const { stem, weight, rarity: own } of readings) {
      const present = presence.get(stem)
      if (present === undefined) continue
      const share = Math.min(rarity, weight * own)
      if ((used.get(stem)?.weight ?? 0) < weight) used.set(stem, { weight, share })
      const worth = weight * own * present
      if (worth > best) {
        best = worth
        bestMet = share
      }
    }
    sum += best
    met += bestMet
  }
  if (sum === 0) return 0
  const title = nameMet(entry.title, used, asked)
  const named = Math.max(title.both, ...entry.synonyms.map((name) => nameMet(name, used, asked).both))
  return worthOf(sum, met, asked) * (1 + titleShare * title.ofName + nameShare * named)
}

/** Every stem that a query may be met by. */
export function stemsOf(query: readonly QueryWord[]): Set<string> {
  return new Set(query.flatMap(({ readings }) => readings.map(({ stem }) => stem)))
}

/** What share of a name was asked for, and that times the share of the query that the name says. */
function nameMet(
  name: readonly string[],
  used: ReadonlyMap<string, { weight: number; share: number }>,
  asked: number,
): { ofName: number; both: number } {
  if (name.length === 0) return { ofName: 0, both: 0 }
  let weight = 0
  let share = 0
  for (const stem of name) {
    const met = used.get(stem)
    if (!met) continue
    weight += met.weight
    share += met.share
  }
  const ofName = weight / name.length
  return { ofName, both: ofName * Math.min(1, share / asked) }
}
