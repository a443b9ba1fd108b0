import { z } from 'zod'
import { Code, Day, Id } from '../basics.ts'
import { WallTime } from '../shift.ts'
import { Absence, Pause, ShiftWork } from './dated-shift.ts'

/** How many of the contacts are to be answered how fast, by which formula and which of the three readings. */
export const StaffingPolicy = z.strictObject({
  /** Erlang C: everybody waits for ever. Erlang A: callers give up, so fewer agents are asked for. */
  model: z.enum(['erlang-c', 'erlang-a']),
  /** Domain §2.2. With Erlang C nobody gives up, and the three are one. */
  reading: z.enum(['answered-or-left-in-time', 'of-all-offered', 'without-short-abandons']),
  target: z.number().min(0.01).max(0.999),
  withinS: z.number().int().min(1).max(3600),
  /** How long a caller waits on average before giving up; only Erlang A asks. */
  patienceS: z.number().int().min(5).max(7200),
  /** Handle time where the imported calls name none, in seconds. */
  handleTimeS: z.number().int().min(10).max(7200),
  /** Share of the planned time away from the line beside the pauses in the plan: visual breaks, training, illness. */
  shrinkage: z.number().min(0).max(0.9),
})
export type StaffingPolicy = z.infer<typeof StaffingPolicy>

/** A shift that comes again by a rule of RFC 5545, from a first day on. */
export const Pattern = z.strictObject({
  patternId: Id,
  name: z.string().min(1).max(80),
  /** `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU`: the days; the hours are below. */
  rrule: z.string().min(6).max(300),
  firstDay: Day,
  from: WallTime,
  to: WallTime,
  work: ShiftWork,
  pauses: z.array(Pause).max(12),
})
export type Pattern = z.infer<typeof Pattern>

/** A day that is not like others of its weekday: fewer calls, or more. */
export const Holiday = z.strictObject({ day: Day, name: z.string().min(1).max(80) })
export type Holiday = z.infer<typeof Holiday>

/** What a proposal may build with. */
export const ProposalLimits = z.strictObject({
  opens: WallTime,
  closes: WallTime,
  /** Lengths of a shift, in hours. */
  lengths: z.array(z.number().min(2).max(12)).min(1).max(8),
  daysPerWeek: z.number().int().min(1).max(7),
})
export type ProposalLimits = z.infer<typeof ProposalLimits>

/** Weekly hours of one agent where they are fewer than the rule's most. */
export const Contract = z.strictObject({ agentId: Code, weeklyHours: z.number().min(1).max(60) })

/** Everything team leads plan by that is not one week's shifts. Edited as a whole, with its version. */
export const Planning = z.strictObject({
  policy: StaffingPolicy,
  limits: ProposalLimits,
  patterns: z.array(Pattern).max(200),
  absences: z.array(Absence).max(2000),
  holidays: z.array(Holiday).max(200),
  contracts: z.array(Contract).max(2000),
})
export type Planning = z.infer<typeof Planning>

/** Where a site has said nothing yet: 80 % in 20 s by Erlang C, and 30 % of the time away from the line (§2.4). */
export const usualPlanning: Planning = {
  policy: {
    model: 'erlang-c',
    reading: 'of-all-offered',
    target: 0.8,
    withinS: 20,
    patienceS: 90,
    handleTimeS: 300,
    shrinkage: 0.3,
  },
  limits: { opens: '07:00', closes: '20:00', lengths: [4, 6, 7, 8], daysPerWeek: 5 },
  patterns: [],
  absences: [],
  holidays: [],
  contracts: [],
}
