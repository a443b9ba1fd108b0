import type { Found } from '../../../../shared/contract.ts'

/** The words that answer stand out; text stays text, whatever a record holds. */
export function Marked({ text, marks }: Found['title']) {
  const pieces = marks.map(([from, to], index) => {
    const before = text.slice(marks[index - 1]?.[1] ?? 0, from)
    return { from, before, word: text.slice(from, to) }
  })
  return (
    <span>
      {pieces.map(({ from, before, word }) => (
        <span key={from}>
          {before}
          <mark>{word}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </span>
  )
}
