import type { TFunction } from 'i18next'

/** How long ago, in the largest unit that still says something: an age that is read and not calculated with. */
export function age(t: TFunction, since: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000))
  if (minutes < 1) return t('age.now')
  if (minutes < 60) return t('age.minutes', { count: minutes })
  if (minutes < 48 * 60) return t('age.hours', { count: Math.floor(minutes / 60) })
  return t('age.days', { count: Math.floor(minutes / (24 * 60)) })
}
