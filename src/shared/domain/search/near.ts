/** From this length on a word may hold one wrong letter; in shorter ones a typo is another word. */
export const shortestMistyped = 5

/** The word with each of its letters left out in turn: two words one edit apart share one of these or each other. */
export function piecesOf(word: string): string[] {
  const pieces = new Set<string>()
  for (let at = 0; at < word.length; at++) pieces.add(word.slice(0, at) + word.slice(at + 1))
  return [...pieces]
}

/** One letter too many, too few, another, or two neighbours swapped (Damerau, 1964). */
export function isOneEdit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  if (left === right || long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  )
}

/**
 * How a folded word sounds in Spanish, for what is written by ear: b/v, silent h, ll/y, c/s/z, g/j, k/qu, m
 * before b and p. `vasura` and `basura`, `serbicio` and `servicio` sound alike.
 */
export function soundOf(folded: string): string {
  return folded
    .replace(/ch/gu, 'Ç')
    .replace(/h/gu, '')
    .replace(/^ps/u, 's')
    .replace(/qu(?=[ei])/gu, 'k')
    .replace(/g(?=[ei])/gu, 'j')
    .replace(/gu(?=[ei])/gu, 'g')
    .replace(/xc(?=[ei])/gu, 's')
    .replace(/c(?=[ei])/gu, 's')
    .replace(/[cq]/gu, 'k')
    .replace(/[xz]/gu, 's')
    .replace(/v|w/gu, 'b')
    .replace(/ll/gu, 'y')
    .replace(/n(?=[bp])/gu, 'm')
    .replace(/(.)\1+/gu, '$1')
}
