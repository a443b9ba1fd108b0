import { useTranslation } from 'react-i18next'
import type { OwnShift } from './own-week.tsx'

/** Days and shifts of one's own weeks in words: `lunes, 30 nov, de 08:00 a 13:00`. */
export function useOwnDays() {
  const { t, i18n } = useTranslation()
  const dayOf = (day: string) =>
    new Intl.DateTimeFormat(i18n.language, {
      weekday: 'long',
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`))
  return {
    dayOf,
    inWords: ({ day, from, to }: Pick<OwnShift, 'day' | 'from' | 'to'>) =>
      t('ownWeek.shift', { day: dayOf(day), from, to }),
  }
}
