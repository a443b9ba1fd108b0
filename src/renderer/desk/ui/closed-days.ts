const dayMs = 24 * 60 * 60 * 1000
/** From here on a row of days is said by its first and its last. */
const leastInARow = 3
/** As many as the city takes in one rule. */
export const mostClosedDays = 200

/** `viernes 25 de diciembre de 2026`, of a calendar day that has no zone. */
export function dayInFull(day: string, language: string): string {
  const format = new Intl.DateTimeFormat(language.slice(0, 2), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(midnight(day)).replace(',', '')
}

/** Days on which an office stays closed, oldest first and each once: `24–31 de diciembre de 2026 y …`. */
export function closedDaysInWords(days: readonly string[], language: string): string {
  const rows: string[][] = []
  for (const day of [...new Set(days)].toSorted()) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (row && last !== undefined && midnight(day) - midnight(last) === dayMs) row.push(day)
    else rows.push([day])
  }
  const said = rows.flatMap((row) =>
    row.length < leastInARow ? row.map((day) => dayInFull(day, language)) : [range(row, language)],
  )
  return new Intl.ListFormat(language.slice(0, 2), { type: 'conjunction' }).format(said)
}

/**
 * The days with the one that stands in the field, added by its button or not: whoever typed a day and published means
 * it. Undefined where the city would take no more.
 */
export function closedDaysWith(days: readonly string[], typed: string): string[] | undefined {
  const all = [...new Set(typed === '' ? days : [...days, typed])].toSorted()
  return all.length > mostClosedDays ? undefined : all
}

function range(row: readonly string[], language: string): string {
  const format = new Intl.DateTimeFormat(language.slice(0, 2), { dateStyle: 'long', timeZone: 'UTC' })
  return format.formatRange(midnight(row[0] ?? ''), midnight(row.at(-1) ?? ''))
}

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)
