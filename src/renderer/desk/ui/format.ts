/** `1:04:12` or `02:31`: how long something has lasted, for timers with tabular figures. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds >= 3600 ? `${two(Math.floor(seconds / 3600))}:${minutes}` : minutes
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once each: a new `Intl.DateTimeFormat` costs about 1 ms, and a card that comes up with a call has many. */
function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([language, options])
  const known = formats.get(name)
  if (known) return known
  const format = new Intl.DateTimeFormat(language, options)
  formats.set(name, format)
  return format
}

/** 24-hour wall clock of the city, `10:40`. */
export function clockTime(at: Date, timeZone: string): string {
  return dateFormat('es', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/** `18/11/2026`, in the city's zone. */
export function day(at: string, timeZone: string): string {
  return dateFormat('es', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(at))
}

/** `18 nov`, for a history where the year is plain. */
export function shortDay(at: string, timeZone: string, language: string): string {
  return dateFormat(language, { timeZone, day: 'numeric', month: 'short' }).format(new Date(at))
}

/** Minutes since midnight of a wall time `HH:MM`. */
export function minutesOf(wallTime: string): number {
  const [hours = '0', minutes = '0'] = wallTime.split(':')
  return Number(hours) * 60 + Number(minutes)
}
