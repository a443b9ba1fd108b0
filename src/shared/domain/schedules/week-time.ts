import { dayMs, hourMs, instantOf, isoWeekday, shiftDay, wallClock } from '../shifts/clock-time.ts'

export const slotMs = hourMs / 2

/** One half hour of a week on the time line, with what the hands show when it begins. */
export interface Slot {
  at: number
  day: string
  /** 0 … 47: the half hour of the day by the hands. */
  half: number
}

/** The Monday of the week a day lies in (ISO 8601). */
export function mondayOf(day: string): string {
  return shiftDay(day, 1 - isoWeekday(day))
}

/** Monday to Sunday. */
export function daysOfWeek(weekStart: string): string[] {
  return Array.from({ length: 7 }, (_, ahead) => shiftDay(weekStart, ahead))
}

/** The half hours that really pass: 336, two fewer or two more where the clock is moved. */
export function slotsOfWeek(weekStart: string, timeZone: string): Slot[] {
  const first = instantOf(weekStart, '00:00', timeZone)
  const end = instantOf(shiftDay(weekStart, 7), '00:00', timeZone)
  return Array.from({ length: Math.round((end - first) / slotMs) }, (_, place) => {
    const at = first + place * slotMs
    const { day, wallMs } = wallClock(at, timeZone)
    return { at, day, half: Math.floor(wallMs / slotMs) }
  })
}

/** Minutes since midnight by the hands. */
export function clockMinutes(wallTime: string): number {
  return Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3, 5))
}

/** `HH:MM`, counted on past midnight or back before it. */
export function wallTimeOf(minutes: number): string {
  const ofDay = ((minutes % 1440) + 1440) % 1440
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`
}

const instants = new Map<string, number>()
/** Some two years of half hours: a draft asks for the same few hundred again and again, and each costs 10 µs. */
const mostInstants = 40_000

function instantAt(day: string, wallTime: string, timeZone: string): number {
  const key = `${day}T${wallTime} ${timeZone}`
  const known = instants.get(key)
  if (known !== undefined) return known
  if (instants.size >= mostInstants) instants.clear()
  const at = instantOf(day, wallTime, timeZone)
  instants.set(key, at)
  return at
}

/** When work that starts on this day begins and ends on the time line; over midnight where `to` says so. */
export function spanOf(
  { day, from, to }: { day: string; from: string; to: string },
  timeZone: string,
): { from: number; to: number } {
  const lastDay = to <= from ? shiftDay(day, 1) : day
  return { from: instantAt(day, from, timeZone), to: instantAt(lastDay, to, timeZone) }
}

/** A pause inside a shift on the time line: one earlier by the hands than the shift lies after midnight. */
export function pauseSpan(
  shift: { day: string; from: string },
  pause: { from: string; to: string },
  timeZone: string,
): { from: number; to: number } {
  const day = pause.from < shift.from ? shiftDay(shift.day, 1) : shift.day
  return spanOf({ day, ...pause }, timeZone)
}

/** Whole weeks from one Monday to another; negative where the other is earlier. */
export function weeksBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (7 * dayMs))
}
