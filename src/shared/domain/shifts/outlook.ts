import { z } from 'zod'
import { Day, Instant } from '../basics.ts'
import { minuteMs } from './clock-time.ts'
import type { Forecast } from './stagger.ts'

const Level = z.number().min(0).max(1)

/** What whoever sees the whole team tells one desk of the line, so that a team rests one after another. */
export const Outlook = z.object({
  at: Instant,
  day: Day,
  /** Service level the line must keep. */
  floor: Level,
  /** This agent's place in the window of a break, 0…1, by the published shifts of the day; null on a free day. */
  stagger: Level.nullable(),
  /** With the hands that are on the line now; null where no calls are forecast, or this agent is not on it. */
  live: z.object({ serviceLevel: Level, withoutMe: Level }).nullable(),
  /** The day by half hours as it is planned: what a desk goes by while it hears nothing newer. */
  halfHours: z.array(
    z.object({
      from: Instant,
      /** Agents whom the forecast asks for on the line. */
      needed: z.number().int(),
      serviceLevel: Level,
      withoutMe: Level,
    }),
  ),
})
export type Outlook = z.infer<typeof Outlook>

/** Hands on the line change by the minute: what was seen live is believed for this long. */
const liveGoodMs = 5 * minuteMs
const halfHourMs = 30 * minuteMs

/** What the outlook says of an instant: what was seen live, else what was planned; undefined where it says nothing. */
export function forecastAt({ at, floor, live, halfHours }: Outlook, now: number): Forecast | undefined {
  const age = now - Date.parse(at)
  if (live && age >= 0 && age <= liveGoodMs) return { ...live, floor }
  const planned = halfHours.find(({ from }) => {
    const since = now - Date.parse(from)
    return since >= 0 && since < halfHourMs
  })
  return planned && { serviceLevel: planned.serviceLevel, withoutMe: planned.withoutMe, floor }
}

/**
 * Places in the window for everybody of one day: whose windows open within one window of each other share it out
 * evenly, in the order in which they open. `starts` in epoch ms; both spans in ms.
 */
export function placesInWindow(
  starts: ReadonlyMap<string, number>,
  everyMs: number,
  windowMs: number,
): Map<string, number> {
  const byPhase = [...starts]
    .map(([agentId, from]) => ({ agentId, phase: ((from % everyMs) + everyMs) % everyMs }))
    .toSorted((a, b) => a.phase - b.phase || a.agentId.localeCompare(b.agentId))
  const places = new Map<string, number>()
  for (let first = 0; first < byPhase.length;) {
    const opens = byPhase[first]?.phase ?? 0
    let next = first
    while ((byPhase[next]?.phase ?? Infinity) < opens + windowMs) next++
    const together = byPhase.slice(first, next)
    for (const [rank, { agentId }] of together.entries())
      places.set(agentId, together.length === 1 ? 0 : rank / (together.length - 1))
    first = next
  }
  return places
}
