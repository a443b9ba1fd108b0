/** `lunes` for 1 … `domingo` for 7 (ISO 8601). */
export function weekdayName(weekday: number, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  )
}

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
