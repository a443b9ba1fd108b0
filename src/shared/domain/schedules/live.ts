import { z } from 'zod'
import { AgentState, ReasonCode, type Presence } from '../agent.ts'
import { Code, Instant } from '../basics.ts'
import { adherence, type AdherenceSlice } from '../metrics.ts'
import { minuteMs } from '../shifts/clock-time.ts'
import { WorkFunction } from '../shifts/rules.ts'
import { TradeAnswer, TradeRule } from '../shifts/trade.ts'
import type { DatedShift } from './dated-shift.ts'
import { stretchesAtWork } from './coverage.ts'
import { spanOf } from './week-time.ts'

/** What a trade of functions is looked for with: figures in steps, and nothing of what they follow from. */
export const RotationWord = z.strictObject({
  work: WorkFunction.describe('The function the agent is on.'),
  until: Instant.describe('The end of the shift: those who end together may trade.'),
  leaves: TradeRule.exclude(['R-FAIR'])
    .nullable()
    .describe('The rule by which it is time for another function.'),
  takes: z.array(WorkFunction).describe('Functions the agent may be asked to take over.'),
  voiceShare: z.number().min(0).max(1).describe('Share of voice in the day, in tenths.'),
  load: z.number().min(0).max(500).describe('The weighted hours of the week, in half hours.'),
  priority: z.number().min(0).max(500).describe('The hours of the week on the priority queue, in halves.'),
  volunteer: z.boolean().describe('Whether the agent takes the priority queue by choice.'),
})
export type RotationWord = z.infer<typeof RotationWord>

/** What a desk tells the backend about its agent's moment: nothing of why, nothing of what was said. */
export const AgentReport = z.strictObject({
  state: AgentState.describe('What the agent does now: ready, talking, wrap-up, away, without a line.'),
  since: Instant.describe('Since when.'),
  /** Of a rest nothing but that it is one leaves the desk. */
  reason: ReasonCode.nullable().describe('The kind of work away from the line; null for any rest.'),
  resting: z.boolean().describe('Whether the time away is a rest.'),
  onPrompt: z
    .boolean()
    .describe('Whether the desk itself asked for this rest, so that it counts as planned.'),
  disconnected: z
    .boolean()
    .default(false)
    .describe('Whether the agent is outside of the shift and to be left alone (F-DISC).'),
  nextBreak: z
    .strictObject({
      opensAt: Instant,
      dueAt: Instant,
      closesAt: Instant,
      minutes: z.number().min(0).max(240),
    })
    .nullable()
    .describe('The window of the next rest, so that rests of a team do not all fall together.'),
  overloaded: z
    .boolean()
    .default(false)
    .describe(
      'Whether the last hour was fuller than the rule allows, so that a lead can grant a break (F-OCC).',
    ),
  rotation: RotationWord.nullable().default(null),
  trade: TradeAnswer.nullable().default(null),
})
export type AgentReport = z.infer<typeof AgentReport>

/** Rests by law or of one's own: who is resting, and not from what, is all that others may see (domain §2.1). */
const restReasons: ReadonlySet<ReasonCode> = new Set<ReasonCode>([101, 102, 103, 104, 105, 302, 401])

export function isRest(presence: Presence): boolean {
  return presence.kind === 'not-ready' && restReasons.has(presence.reason)
}

/** One agent on the lead's board. */
export const BoardRow = z.object({
  agentId: Code,
  name: z.string(),
  queues: z.array(Code),
  state: AgentState,
  resting: z.boolean(),
  reason: ReasonCode.nullable(),
  /** F-DISC: what leads write now waits for the next shift. */
  disconnected: z.boolean(),
  since: Instant.nullable(),
  /** The desk has not been heard for long: the state may be old. */
  silent: z.boolean(),
  /** F-OCC: the last hour was too full; the lead decides on a break. */
  overloaded: z.boolean().default(false),
})
export type BoardRow = z.infer<typeof BoardRow>

export const Board = z.object({
  at: Instant,
  rows: z.array(BoardRow),
  /** By queue: who is on the line, and the fewest who should be. */
  queues: z.array(
    z.object({ queueId: Code, name: z.string(), onLine: z.number().int(), floor: z.number().int() }),
  ),
  breaks: z.array(z.object({ agentId: Code, at: Instant, minutes: z.number(), keepsFloor: z.boolean() })),
  /** F-OCC: how busy the last hour kept the team as one; null while too little was worked to say. */
  occupancy: z.object({ level: z.number(), over: z.boolean() }).nullable().default(null),
  /** The visual breaks of the day, the team as one: what is owed so far, what was taken, what was missed. */
  compliance: z
    .object({ owed: z.number().int(), taken: z.number().int(), debt: z.number().int() })
    .nullable()
    .default(null),
  /** Desks on which cases wait for days: the city lacks them, and somebody must see to that machine. */
  unsent: z
    .array(z.object({ agentId: Code, name: z.string(), waiting: z.number().int(), since: Instant }))
    .default([]),
  /** The team as one, 0…1; null before anybody was planned today. */
  adherence: z.number().nullable(),
  /** How many agents lie in which fifth, lowest first; empty where so few would be recognised. */
  spread: z.array(z.number().int()),
})
export type Board = z.infer<typeof Board>

/** One stretch of an agent's day as their desk told it. */
export interface ToldState {
  at: number
  state: AgentState
  resting: boolean
  onPrompt: boolean
}

const inService: ReadonlySet<AgentState> = new Set<AgentState>(['ready', 'reserved', 'talking', 'wrap-up'])

/** Minute by minute from the day's first planned work up to now: what was planned, and what was (domain §2.3). */
export function adherenceSlices(
  shifts: readonly DatedShift[],
  told: readonly ToldState[],
  facts: { now: number; timeZone: string },
): AdherenceSlice[] {
  const states = told.toSorted((a, b) => a.at - b.at)
  const slices: AdherenceSlice[] = []
  for (const shift of shifts) {
    const { from, to } = spanOf(shift, facts.timeZone)
    const planned = stretchesAtWork(shift, facts.timeZone)
    let place = -1
    for (let at = from; at < Math.min(to, facts.now); at += minuteMs) {
      while ((states[place + 1]?.at ?? Infinity) <= at) place++
      const state = states[place]
      slices.push({
        scheduledInService: planned.some((one) => one.from <= at && at < one.to),
        // Other work than the phone is work all the same.
        inService:
          state !== undefined &&
          (inService.has(state.state) || (state.state === 'not-ready' && !state.resting)),
        onPrompt: state?.onPrompt === true,
      })
    }
  }
  return slices
}

const fewest = 5

/** The team's figure and its spread, without a name: fewer than five agents show no spread at all. */
export function teamAdherence(each: readonly (readonly AdherenceSlice[])[]): {
  adherence: number | null
  spread: number[]
} {
  const planned = each.filter((slices) => slices.length > 0)
  if (planned.length === 0) return { adherence: null, spread: [] }
  const spread = [0, 0, 0, 0, 0]
  for (const slices of planned) {
    const fifth = Math.min(4, Math.floor(adherence(slices) * 5))
    spread[fifth] = (spread[fifth] ?? 0) + 1
  }
  return { adherence: adherence(planned.flat()), spread: planned.length < fewest ? [] : spread }
}
