import type { Span } from '../procedure-parts.ts'

const written: Readonly<Record<Span['unit'], readonly [string, string]>> = {
  minutes: ['PT', 'M'],
  hours: ['PT', 'H'],
  days: ['P', 'D'],
  weeks: ['P', 'W'],
  months: ['P', 'M'],
  years: ['P', 'Y'],
}

/** ISO 8601; that working days are meant has no place in it and travels beside it. */
export function isoDuration({ count, unit }: Pick<Span, 'count' | 'unit'>): string {
  const [prefix, letter] = written[unit]
  return `${prefix}${count}${letter}`
}

/** The other way, for durations of one unit; undefined for any other. */
export function readIsoDuration(text: unknown): Pick<Span, 'count' | 'unit'> | undefined {
  const found = typeof text === 'string' ? /^(PT?)(\d{1,5})([A-Z])$/.exec(text) : null
  const unit = (Object.keys(written) as Span['unit'][]).find(
    (each) => written[each][0] === found?.[1] && written[each][1] === found[3],
  )
  return unit && { count: Number(found?.[2]), unit }
}
