import { stemOf } from './stem.ts'
import { wordsOf } from './words.ts'

/** From (included) and to (not included), in UTF-16 units of the text they belong to. */
export type Mark = [from: number, to: number]

/** A text with the places where it answers the query; never markup, so that a record's `<b>` stays letters. */
export interface MarkedText {
  readonly text: string
  readonly marks: Mark[]
}

const longestExcerpt = 140
const before = 30

/** The words of a text whose stem was searched for. */
export function markedText(text: string, stems: ReadonlySet<string>): MarkedText {
  const marks = wordsOf(text)
    .filter(({ folded }) => stems.has(stemOf(folded)))
    .map(({ from, to }): Mark => [from, to])
  return { text, marks }
}

/** The piece of the first text that answers at all where most of the marks stand together. */
export function excerptOf(texts: readonly string[], stems: ReadonlySet<string>): MarkedText {
  const marked = texts.map((text) => markedText(text, stems))
  const { text, marks } = marked.find((one) => one.marks.length > 0) ?? marked[0] ?? { text: '', marks: [] }
  const fitting = (from: number) => marks.filter(([at, to]) => at >= from && to <= from + longestExcerpt)
  const starts = marks.map(([from]) => from)
  const densest = starts.reduce(
    (best, from) => (fitting(from).length > fitting(best).length ? from : best),
    starts[0] ?? 0,
  )
  if (text.length <= longestExcerpt) return { text, marks }
  const from = wordStart(text, Math.max(0, densest - before))
  const to = wordEnd(text, Math.min(text.length, from + longestExcerpt))
  const lead = from > 0 ? '…' : ''
  return {
    text: lead + text.slice(from, to) + (to < text.length ? '…' : ''),
    marks: marks
      .filter(([at, end]) => at >= from && end <= to)
      .map(([at, end]): Mark => [at - from + lead.length, end - from + lead.length]),
  }
}

function wordStart(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.lastIndexOf(' ', at)
  return space < at - before ? at : space + 1
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = text.lastIndexOf(' ', at)
  return space < at - before ? at : space
}
