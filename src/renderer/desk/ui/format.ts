/** `1:04:12` or `02:31`: how long something has lasted, for timers with tabular figures. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds >= 3600 ? `${two(Math.floor(seconds / 3600))}:${minutes}` : minutes
}

/** 24-hour wall clock of the city, `10:40`. */
export function clockTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('es', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/** `18/11/2026`, in the city's zone. */
export function day(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('es', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(at))
}

/** `18 nov`, for a history where the year is plain. */
export function shortDay(at: string, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'short' }).format(new Date(at))
}

/** Minutes since midnight of a wall time `HH:MM`. */
export function minutesOf(wallTime: string): number {
  const [hours = '0', minutes = '0'] = wallTime.split(':')
  return Number(hours) * 60 + Number(minutes)
}
