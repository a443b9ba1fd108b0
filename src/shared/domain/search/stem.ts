import { stemmer } from '@orama/stemmers/spanish'
import { regularStem } from './irregular-stems.ts'
import { fold } from './words.ts'

/** A city's vocabulary is a few thousand words; each is cut once. */
const kept = new Map<string, string>()
const mostKept = 20_000

/**
 * What plural, gender and ending of a verb leave of a folded word. The same function serves the index and the
 * query, so that both lose the same. Snowball expects accents, which agents leave out: the plural goes first
 * (it stems *alquileres* and *alquiler* apart) and the one ending whose accent is certain gets it back.
 */
export function stemOf(folded: string): string {
  const known = kept.get(folded)
  if (known !== undefined) return known
  const stem = regularStem(fold(stemmer(singular(folded).replace(/([cs])ion$/u, '$1ión'))))
  if (kept.size >= mostKept) kept.clear()
  kept.set(folded, stem === '' ? folded : stem)
  return stem === '' ? folded : stem
}

/** RAE, Nueva gramática §3.2: vowel + *s*; consonant + *es*; *z* becomes *ces*. Short words stay as they are. */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word
  if (word.endsWith('ces') && word.length > 4) return `${word.slice(0, -3)}z`
  if (/[lrndj]es$/u.test(word) && word.length > 5) return word.slice(0, -2)
  return /[aeiou]s$/u.test(word) ? word.slice(0, -1) : word
}
