import type { TFunction } from 'i18next'
import { raw } from './hour-words.ts'

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

/** On which days something is, as people say it; null where a rule says more than these words can. */
interface RuleDays {
  every: 'day' | 'week' | 'month'
  interval: number
  weekdays: Weekday[]
  /** The first, second … or (−1) last such weekday of the month. */
  nth: number | null
  monthDays: number[]
  until: string | null
  count: number | null
}

const periods: Readonly<Record<string, RuleDays['every']>> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
}
const known = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'UNTIL', 'COUNT', 'WKST'])

/** The days of a rule that comes week by week; null for any other: a form that shows only weekdays must not touch it. */
export function weekdaysOf(rrule: string): Weekday[] | null {
  const days = readRule(rrule)
  const plain = days?.every === 'week' && days.interval === 1 && days.until === null && days.count === null
  return plain ? days.weekdays : null
}

/** The days of a recurrence rule (RFC 5545 §3.3.10) in words: `de lunes a viernes`, `el primer martes de cada mes`. */
export function daysInWords(rrule: string, firstDay: string, t: TFunction, language: string): string {
  const days = readRule(rrule)
  if (!days) return t('ruleDays.other', { rrule, ...raw })
  const ends =
    days.until === null
      ? days.count === null
        ? ''
        : t('ruleDays.times', { count: days.count, day: written(firstDay), ...raw })
      : t('ruleDays.until', { day: written(days.until), ...raw })
  return [dayWords(days, firstDay, t, language), ends].filter(Boolean).join(', ')
}

function dayWords(days: RuleDays, firstDay: string, t: TFunction, language: string): string {
  const { every, interval, monthDays, nth } = days
  const chosen = days.weekdays.length > 0 || every !== 'week' ? days.weekdays : [weekdayOf(firstDay)]
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  if (every === 'month') {
    const numbers = monthDays.length > 0 || nth !== null ? monthDays : [Number(firstDay.slice(8))]
    const which =
      nth === null
        ? numbers.length === 1 && numbers[0] === -1
          ? t('ruleDays.lastDay')
          : t('ruleDays.monthDays', { days: list.format(numbers.map(String)), count: numbers.length, ...raw })
        : t(`ruleDays.nth.${nth}`, {
            day: list.format(chosen.map((day) => t(`ruleDays.day.${day}`))),
            ...raw,
          })
    return t('ruleDays.months', { which, count: interval, ...raw })
  }
  if (every === 'day' && chosen.length === 0) return t('ruleDays.daily', { count: interval })
  const named = chosen.length === 7 ? t('ruleDays.daily', { count: 1 }) : weekdayWords(chosen, t, list)
  return interval === 1 ? named : t('ruleDays.weeks', { days: named, count: interval, ...raw })
}

/** Three or more in a row are said by the first and the last. */
function weekdayWords(chosen: readonly Weekday[], t: TFunction, list: Intl.ListFormat): string {
  const sorted = weekdays.filter((day) => chosen.includes(day))
  const [first = 'MO'] = sorted
  const last = sorted.at(-1) ?? first
  const inARow = weekdays.indexOf(last) - weekdays.indexOf(first) === sorted.length - 1
  if (sorted.length > 2 && inARow)
    return t('ruleDays.range', { from: t(`ruleDays.day.${first}`), to: t(`ruleDays.day.${last}`), ...raw })
  return t('ruleDays.on', { days: list.format(sorted.map((day) => t(`ruleDays.many.${day}`))), ...raw })
}

function readRule(rrule: string): RuleDays | null {
  const parts = new Map(
    rrule
      .toUpperCase()
      .split(';')
      .filter(Boolean)
      .map((part) => {
        const [name = '', value = ''] = part.split('=')
        return [name, value]
      }),
  )
  const every = periods[parts.get('FREQ') ?? '']
  if (every === undefined || [...parts.keys()].some((name) => !known.has(name))) return null
  const named = (parts.get('BYDAY') ?? '').split(',').filter(Boolean)
  const found = named.map((day) => /^(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(day))
  const nths = new Set(found.map((match) => match?.[1]))
  const days = weekdays.filter((day) => found.some((match) => match?.[2] === day))
  const monthDays = (parts.get('BYMONTHDAY') ?? '').split(',').filter(Boolean).map(Number)
  const [nth] = nths
  const sayable =
    !found.includes(null) &&
    nths.size <= 1 &&
    (every === 'month'
      ? days.length === 0 || (nth !== undefined && monthDays.length === 0)
      : nth === undefined) &&
    (every === 'month' || monthDays.length === 0) &&
    (monthDays.length === 1 || monthDays.every((day) => day > 0)) &&
    monthDays.every((day) => day >= -1)
  if (!sayable) return null
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '')
  return {
    every,
    interval: Number(parts.get('INTERVAL') ?? 1) || 1,
    weekdays: days,
    nth: nth === undefined ? null : Number(nth),
    monthDays,
    until: until ? `${until[1]}-${until[2]}-${until[3]}` : null,
    count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
  }
}

const weekdayOf = (day: string): Weekday =>
  weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'MO'

/** `2026-12-25` as it is written here. */
const written = (day: string): string => day.split('-').toReversed().join('/')
