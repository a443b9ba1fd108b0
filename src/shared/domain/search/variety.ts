/** What the score of an entry loses that has the very title of one before it. Chosen on the tune half. */
const loss = 0.5

interface Ranked {
  readonly score: number
  /** Stems of its title. */
  readonly title: readonly string[]
}

/**
 * A large catalogue has twenty sheets on one thing. Where the query does not tell them apart, the second of them
 * says less to the agent than the first of another thing: an entry counts for less the more its title repeats that
 * of one placed before it (maximal marginal relevance, Carbonell & Goldstein, 1998). The best entry stays the first.
 */
export function varied<T extends Ranked>(bestFirst: readonly T[], limit: number): T[] {
  const left = bestFirst.map((entry) => ({ entry, title: new Set(entry.title), repeats: 0 }))
  const placed: T[] = []
  while (placed.length < limit) {
    let next: (typeof left)[number] | undefined
    for (const one of left) if (!next || worth(one) > worth(next)) next = one
    if (!next) break
    left.splice(left.indexOf(next), 1)
    placed.push(next.entry)
    for (const one of left) one.repeats = Math.max(one.repeats, likeness(one.title, next.title))
  }
  return placed
}

const worth = ({ entry, repeats }: { entry: Ranked; repeats: number }): number =>
  entry.score * (1 - loss * repeats)

/** Jaccard: what both say, of all that either says. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0
  for (const stem of one) if (other.has(stem)) both++
  const either = one.size + other.size - both
  return either === 0 ? 0 : both / either
}
