/** A stretch of text that stayed, went or came. */
export interface Stretch {
  readonly kind: 'same' | 'gone' | 'new'
  readonly words: string
}

/** Beyond this the table of the comparison would be felt; such texts are told as a whole. */
const mostWords = 1500

/** What became of a text, word by word: the longest common row of words stays, the rest went or came. */
export function wordDiff(before: string, after: string): Stretch[] {
  const old = wordsOf(before)
  const now = wordsOf(after)
  if (old.length > mostWords || now.length > mostWords)
    return before === after ? [{ kind: 'same', words: after }] : whole(before, after)
  const common = commonLengths(old, now)
  const told: { kind: Stretch['kind']; words: string[] }[] = []
  const tell = (kind: Stretch['kind'], word: string) => {
    const last = told.at(-1)
    if (last?.kind === kind) last.words.push(word)
    else told.push({ kind, words: [word] })
  }
  let i = 0
  let j = 0
  const width = now.length + 1
  while (i < old.length || j < now.length) {
    const [gone, come] = [old[i], now[j]]
    if (gone !== undefined && gone === come) {
      tell('same', gone)
      i += 1
      j += 1
    } else if (
      gone !== undefined &&
      (come === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      tell('gone', gone)
      i += 1
    } else if (come !== undefined) {
      tell('new', come)
      j += 1
    }
  }
  return told.map(({ kind, words }) => ({ kind, words: words.join(' ') }))
}

/** How long a row of words the two tails from here on have in common, for every pair of places. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1
  const common = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i * width + j] =
        old[i] === now[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0)
  return common
}

function whole(before: string, after: string): Stretch[] {
  const stretches: Stretch[] = [
    { kind: 'gone', words: before },
    { kind: 'new', words: after },
  ]
  return stretches.filter(({ words }) => words !== '')
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
