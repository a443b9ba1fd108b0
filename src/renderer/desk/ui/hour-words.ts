import type { Slot } from '../../../shared/domain/appointments/slot-rule.ts'
import { clockTime } from './format.ts'

/** What a sentence says of an hour: `lunes 23 de noviembre`, `08:30` and the office. */
export function hourWords(
  { startsAt, place }: Pick<Slot, 'startsAt' | 'place'>,
  timeZone: string,
  language: string,
): { day: string; time: string; place: string } {
  const day = new Intl.DateTimeFormat(language.slice(0, 2), {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
    .format(new Date(startsAt))
    .replace(',', '')
  return { day, time: clockTime(new Date(startsAt), timeZone), place }
}

/** Fields are shown as they are: React writes no markup out of them. */
export const raw = { interpolation: { escapeValue: false } } as const
