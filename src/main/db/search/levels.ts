/** How present a stem is in an entry, as the column of `search_stems` that it stands in; `a` is least. */
export const levelColumns = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const

/** The stems of one entry, column by column as FTS5 takes them. */
export function byLevel(presence: ReadonlyMap<string, number>): string[] {
  const columns: string[][] = levelColumns.map(() => [])
  for (const [stem, present] of presence)
    columns[Math.min(levelColumns.length - 1, Math.floor(present * levelColumns.length))]?.push(stem)
  return columns.map((stems) => stems.join(' '))
}

/** How present a stem of this column is, within a sixteenth. */
export const presenceAt = (level: number): number => (level + 0.5) / levelColumns.length
