import { z } from 'zod'
import { Code, Day, Id, Instant } from '../basics.ts'
import { Activity, WallTime, type Shift } from '../shift.ts'
import { minuteMs } from '../shifts/clock-time.ts'
import { clockMinutes, spanOf, wallTimeOf } from './week-time.ts'

/** What the hours are for; rests are not work. */
export const ShiftWork = Activity.shape.kind.exclude(['break', 'meal'])
export type ShiftWork = z.infer<typeof ShiftWork>

/** A rest inside a shift. One that starts before the shift does by the hands lies after midnight. */
export const Pause = z.strictObject({ kind: z.enum(['break', 'meal']), from: WallTime, to: WallTime })
export type Pause = z.infer<typeof Pause>

/** Other work than the shift's own for a part of it, such as an hour of e-mail in a shift on the phone. */
export const Block = z.strictObject({ work: ShiftWork, from: WallTime, to: WallTime })
export type Block = z.infer<typeof Block>

/** One agent's work on one day, as a team lead plans it. `to` at or before `from` is after midnight. */
export const DatedShift = z.strictObject({
  datedShiftId: Id,
  agentId: Code,
  /** The day it starts on, by the city's calendar. */
  day: Day,
  from: WallTime,
  to: WallTime,
  work: ShiftWork,
  pauses: z.array(Pause).max(12),
  blocks: z.array(Block).max(12).default([]),
})
export type DatedShift = z.infer<typeof DatedShift>

/** Days an agent is not there. The kind says no more than planning needs: an illness is `leave`, like any other. */
export const Absence = z.strictObject({
  absenceId: Id,
  agentId: Code,
  from: Day,
  to: Day,
  kind: z.enum(['holiday', 'leave', 'training']),
})
export type Absence = z.infer<typeof Absence>

/** What a published week still asks of its agent: days so close that they change only with a yes (R-NOTICE). */
export const AwaitedChange = z.strictObject({ days: z.array(Day), shifts: z.array(DatedShift) })

/** One agent's published week. The desk works by it instead of the usual shifts on those seven days. */
export const AgentWeek = z.object({
  /** `<agent>.<Monday>`. */
  weekId: Code,
  agentId: Code,
  weekStart: Day,
  /** Counts publications; an answer names the one it answers. */
  version: z.number().int().min(1),
  publishedAt: Instant,
  shifts: z.array(DatedShift),
  awaited: AwaitedChange.nullable(),
  absentDays: z.array(Day),
  answer: z
    .strictObject({
      kind: z.enum(['accepted', 'disputed']),
      /** The agent's own words to the lead. */
      words: z.string().max(500),
      at: Instant,
    })
    .nullable(),
  /** The lead's words to a week the agent does not agree with. */
  reply: z
    .strictObject({ words: z.string().max(500), byName: z.string(), at: Instant })
    .nullable()
    .default(null),
})
export type AgentWeek = z.infer<typeof AgentWeek>

/** Minutes from the first hand to the last, over midnight where it must be. */
export function spanMinutes({ from, to }: { from: string; to: string }): number {
  const minutes = clockMinutes(to) - clockMinutes(from)
  return minutes > 0 ? minutes : minutes + 1440
}

/** The shift cut into what is done and when, as the engine and the screens read it. */
export function activitiesOf(
  shift: Pick<DatedShift, 'from' | 'to' | 'work' | 'pauses' | 'blocks'>,
): Activity[] {
  const start = clockMinutes(shift.from)
  const after = (wall: string) => (clockMinutes(wall) - start + 1440) % 1440
  const end = spanMinutes(shift)
  const at = (minutes: number) => wallTimeOf(start + minutes)
  const byTime = (a: { from: string }, b: { from: string }) => after(a.from) - after(b.from)
  const activities: Activity[] = []
  /** Own work and blocks between two rests. */
  function workUntil(from: number, to: number): void {
    let done = from
    for (const block of shift.blocks.toSorted(byTime)) {
      const begins = Math.max(done, after(block.from))
      const ends = Math.min(to, after(block.from) + spanMinutes(block))
      if (ends <= begins) continue
      if (begins > done) activities.push({ kind: shift.work, from: at(done), to: at(begins) })
      activities.push({ kind: block.work, from: at(begins), to: at(ends) })
      done = ends
    }
    if (done < to) activities.push({ kind: shift.work, from: at(done), to: at(to) })
  }
  let done = 0
  for (const pause of shift.pauses.toSorted(byTime)) {
    const from = after(pause.from)
    const to = from + spanMinutes(pause)
    if (from < done || to > end) continue
    workUntil(done, from)
    activities.push({ kind: pause.kind, from: at(from), to: at(to) })
    done = to
  }
  workUntil(done, end)
  return activities
}

/** The same in the form of a usual shift of this one weekday, for whoever reads both alike. */
export function asShift(shift: DatedShift, weekday: number): Shift {
  const { datedShiftId: shiftId, agentId, from, to } = shift
  return { shiftId, agentId, weekdays: [weekday], from, to, activities: activitiesOf(shift) }
}

/** What somebody works in a shift, in ms of time that really passes: a meal is not worked, a break is (domain §2.1). */
export function workedMsOf(shift: DatedShift, timeZone: string): number {
  const { from, to } = spanOf(shift, timeZone)
  const meals = shift.pauses.filter(({ kind }) => kind === 'meal')
  return to - from - meals.reduce((sum, meal) => sum + spanMinutes(meal) * minuteMs, 0)
}
