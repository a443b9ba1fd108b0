/** Everything that is left to chance in a run, repeatable by its seed. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number
  oneOf<T>(choices: readonly [T, ...T[]]): T
}

/**
 * One stream per matter (kills, answers, cuts), so that the tenth kill of a seed is the same however many
 * answers went by before it. mulberry32, seeded with FNV-1a of seed and name.
 */
export function chance(seed: number, matter: string): Chance {
  let state = 0x811c9dc5
  for (const letter of `${seed} ${matter}`)
    state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return { next, below, oneOf: (choices) => choices[below(choices.length)] ?? choices[0] }
}
