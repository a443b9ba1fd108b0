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

/** When the line is open on a day that is not as usual. */
export const DayHours = z.union([
  z.literal('usual'),
  z.literal('closed'),
  z.strictObject({ opens: WallTime, closes: WallTime }),
])
export type DayHours = z.infer<typeof DayHours>

/** A day that is not like others of its weekday: fewer calls, or more, other hours, or none. */
export const Holiday = z.strictObject({
  day: Day,
  name: z.string().min(1).max(80),
  hours: DayHours.default('usual'),
})
export type Holiday = z.infer<typeof Holiday>

const Weekday = z.number().int().min(1).max(7)

/** When the line is open, and what a proposal may build with. */
export const ProposalLimits = z.strictObject({
  opens: WallTime,
  closes: WallTime,
  /** Weekdays (1 = Monday) that are not as usual. */
  weekdays: z
    .array(z.strictObject({ weekday: Weekday, hours: DayHours }))
    .max(7)
    .default([]),
  /** Lengths of a shift, in hours. */
  lengths: z.array(z.number().min(2).max(12)).min(1).max(8),
  daysPerWeek: z.number().int().min(1).max(7),
})
export type ProposalLimits = z.infer<typeof ProposalLimits>

/** Hours and days that somebody does not work, by exemption, or would rather not. Never why (R-PREF). */
export const WorkTimes = z.strictObject({
  notBefore: WallTime.nullable(),
  notAfter: WallTime.nullable(),
  offWeekdays: z.array(Weekday).max(7),
})
export type WorkTimes = z.infer<typeof WorkTimes>

const anyTime: WorkTimes = { notBefore: null, notAfter: null, offWeekdays: [] }

/** What one agent's weeks keep to beside the rules of the law. */
export const Contract = z.strictObject({
  agentId: Code,
  /** Where they are fewer than the rule's most. */
  weeklyHours: z.number().min(1).max(60).nullable().default(null),
  /** R-SKILL: functions that may be planned; null means whatever the agent's training says. */
  skills: z.array(ShiftWork).nullable().default(null),
  /** R-PREF: kept always. */
  exempt: WorkTimes.default(anyTime),
  /** Kept where the line allows it. */
  wishes: WorkTimes.default(anyTime),
})
export type Contract = z.infer<typeof Contract>

/** The fewest agents a queue keeps on the line while others rest. */
export const QueueFloor = z.strictObject({ queueId: Code, agents: z.number().int().min(0).max(500) })
export type QueueFloor = z.infer<typeof QueueFloor>

/** Everything team leads plan by that is not one week's shifts. Edited as a whole, with its version. */
export const Planning = z.strictObject({
  policy: StaffingPolicy,
  limits: ProposalLimits,
  patterns: z.array(Pattern).max(200),
  absences: z.array(Absence).max(2000),
  holidays: z.array(Holiday).max(200),
  contracts: z.array(Contract).max(2000),
  floors: z.array(QueueFloor).max(200).default([]),
})
export type Planning = z.infer<typeof Planning>

/** Where the lead named no floor for a queue, half of those who are on the line stay on it. */
const floorShare = 0.5

/** The fewest agents of `there` who stay on a queue while others rest; while the line is closed nobody has to. */
export function fewestOn(queueId: string, there: number, { floors }: Pick<Planning, 'floors'>): number {
  const own = floors.find((floor) => floor.queueId === queueId)?.agents
  return own ?? Math.max(1, Math.floor(there * floorShare))
}

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
  limits: { opens: '07:00', closes: '20:00', weekdays: [], lengths: [4, 6, 7, 8], daysPerWeek: 5 },
  patterns: [],
  absences: [],
  holidays: [],
  contracts: [],
  floors: [],
}
