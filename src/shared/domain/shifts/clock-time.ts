export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

/** The wall clock of the city at an instant: `2026-11-23` and ms since that day's midnight by the hands. */
export function wallClock(at: number, timeZone: string): { day: string; wallMs: number } {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = value
  const wallMs =
    Number(parts['hour']) * hourMs + Number(parts['minute']) * minuteMs + Number(parts['second']) * 1000
  return { day: `${parts['year']}-${parts['month']}-${parts['day']}`, wallMs }
}

/**
 * The instant at which the city's clock shows this time on this day. Of an hour that comes twice the first is
 * meant; one that does not exist (spring) is taken as the instant the clock jumps over it.
 */
export function instantOf(day: string, wallTime: string, timeZone: string): number {
  const [hours = '0', minutes = '0'] = wallTime.split(':')
  const asUtc = Date.parse(`${day}T00:00:00Z`) + Number(hours) * hourMs + Number(minutes) * minuteMs
  const offsetAt = (at: number) => {
    const wall = wallClock(at, timeZone)
    return Date.parse(`${wall.day}T00:00:00Z`) + wall.wallMs - Math.floor(at / 1000) * 1000
  }
  const before = offsetAt(asUtc - dayMs)
  const after = offsetAt(asUtc + dayMs)
  const early = asUtc - Math.max(before, after)
  const late = asUtc - Math.min(before, after)
  if (offsetAt(early) === asUtc - early) return early
  if (offsetAt(late) === asUtc - late) return late
  return jumpBetween(early, late, (at) => offsetAt(at) === after)
}

/** The instant of the change that lies after `before` and not after `by`; city clocks jump at a full minute. */
function jumpBetween(before: number, by: number, hasJumped: (at: number) => boolean): number {
  let [standing, jumped] = [before / minuteMs, by / minuteMs]
  while (jumped - standing > 1) {
    const middle = Math.floor((standing + jumped) / 2)
    if (hasJumped(middle * minuteMs)) jumped = middle
    else standing = middle
  }
  return jumped * minuteMs
}

/** The calendar day before or after another. */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10)
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}
