import { z } from 'zod'
import { ReasonCode } from '../agent.ts'
import { Day } from '../basics.ts'
import { RuleIdSchema, WorkFunction } from './rules.ts'
import { TradeRule } from './trade.ts'

/** Epoch ms everywhere inside the engine: wall clocks jump, sums of them do not. */
const At = z.number().int()
const Ms = z.number().min(0)

export const PlannedBlock = z.object({
  kind: z.union([WorkFunction, z.enum(['break', 'meal'])]),
  from: At,
  to: At,
})
export type PlannedBlock = z.infer<typeof PlannedBlock>

/** The shift of one working day, already on the time line; more than one segment when it is split. */
export const Plan = z.object({
  day: Day,
  timeZone: z.string(),
  segments: z.array(z.object({ from: At, to: At })),
  blocks: z.array(PlannedBlock),
  nextShiftAt: At.nullable(),
  experienceDays: z.number().int().nullable(),
  /** R-SKILL: what the agent has verified training for. */
  skills: z.array(WorkFunction),
  /** R-PREF: never proposed; a flag only, never a diagnosis. */
  excluded: z.array(WorkFunction),
  /** R-PREF: taken first among functions that fit. */
  preferred: z.array(WorkFunction).default([]),
  /** 0…1, the same for one agent always: spreads a team over the window while nobody knows the queue. */
  stagger: z.number().min(0).max(1),
})
export type Plan = z.infer<typeof Plan>

/** What the agent is doing, as far as rest and load are concerned. */
export const Mode = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('out') }),
  z.object({ kind: z.literal('ready'), work: WorkFunction }),
  z.object({
    kind: z.literal('contact'),
    contactId: z.string(),
    work: WorkFunction,
    topic: z.string(),
    phase: z.enum(['offered', 'talking', 'wrap-up']),
  }),
  /** Works without being offered contacts: e-mail, training, a broken line; null while the desk is made ready. */
  z.object({ kind: z.literal('task'), reason: ReasonCode.nullable(), work: WorkFunction }),
  z.object({ kind: z.literal('rest'), reason: ReasonCode }),
])
export type Mode = z.infer<typeof Mode>

/** A rest as it was taken. `due` is the hour it answers (F-PVD); null for every other rest. */
export const Rest = z.object({
  reason: ReasonCode,
  due: z.number().int().nullable(),
  startedAt: At,
  endedAt: At.nullable(),
  restedMs: Ms,
  /** Effective ms when it started, by which its window is judged. */
  startedEffectiveMs: Ms,
})
export type Rest = z.infer<typeof Rest>

/** What the agent said to a prompt. The reason of a *not now* is never here: it stays on the desk. */
export const Answer = z.object({
  accepted: z.boolean(),
  declined: z.number().int(),
  untilAt: At.nullable(),
  /** Ms of postponement used up so far. */
  postponedMs: Ms,
})
export type Answer = z.infer<typeof Answer>

export const Span = z.object({ from: At, to: At, use: z.enum(['talk', 'occupied', 'free', 'rest']) })

export const DayRecord = z.object({
  day: Day,
  effectiveMs: Ms,
  workedMs: Ms,
  talkMs: Ms,
  loadMs: Ms,
  priorityMs: Ms,
  restsTaken: z.number().int(),
  restsOwed: z.number().int(),
  endedAt: At,
})
export type DayRecord = z.infer<typeof DayRecord>

/** Everything the engine remembers of one agent. JSON: it is what a restart finds. */
export const Ledger = z.object({
  at: At,
  plan: Plan.nullable(),
  mode: Mode,
  modeSince: At,
  effectiveMs: Ms,
  workedMs: Ms,
  talkMs: Ms,
  occupiedMs: Ms,
  voiceMs: Ms,
  /** Minutes by weight of their function (R-BUDGET), in ms. */
  loadMs: Ms,
  priorityMs: Ms,
  /** F-CONT: occupied since the last real pause, and the pause so far. */
  stretch: z.object({ occupiedMs: Ms, pausedMs: Ms, count: z.number().int() }),
  /** R-BLOCK: how long in the same function without another in between. */
  block: z.object({ work: WorkFunction, ms: Ms, count: z.number().int() }),
  /** The last sixty minutes, oldest first. */
  recent: z.array(Span),
  rests: z.array(Rest),
  hard: z.array(z.object({ contactId: z.string(), topic: z.string(), at: At })),
  acousticAt: At.nullable(),
  hoarseAt: At.nullable(),
  /** The function the agent rotated to, by which rule; a new day starts without. */
  assigned: z.object({ work: WorkFunction, ruleId: RuleIdSchema, at: At }).nullable().default(null),
  /** A colleague to change functions with was found; gone by itself after `until`, also with the cable out. */
  trade: z
    .object({ tradeId: z.string(), ruleId: TradeRule, to: WorkFunction, at: At, until: At, go: z.boolean() })
    .nullable()
    .default(null),
  /** F-HARD-N: the agent wants the topics back that were kept away. */
  topicsBack: z.boolean().default(false),
  grants: z.array(z.object({ grantId: z.string(), minutes: z.number().min(1).max(120) })),
  /** Every grant of the day that was ever heard: none counts twice. */
  granted: z.array(z.string()).default([]),
  answers: z.record(z.string(), Answer),
  /** Prompts whose window the engine has opened, and when: once open, no new contact is offered. */
  opened: z.record(z.string(), At),
  forecast: z
    .object({ at: At, serviceLevel: z.number(), withoutMe: z.number(), floor: z.number() })
    .nullable(),
  lastContactEndedAt: At.nullable(),
  /** F-GAP: the contact whose gap the agent cut short. */
  gapCutFor: At.nullable(),
  overtime: z.boolean(),
  /** When each self-care reminder was last done. */
  cared: z.object({ equipment: At.nullable(), health: At.nullable(), checks: z.number().int() }),
  /** Past days, oldest first; a year of them at most. */
  days: z.array(DayRecord),
})
export type Ledger = z.infer<typeof Ledger>

/** A desk that has never seen this agent. */
export function emptyLedger(at: number): Ledger {
  return {
    at,
    plan: null,
    mode: { kind: 'out' },
    modeSince: at,
    ...freshDay(),
    forecast: null,
    cared: { equipment: null, health: null, checks: 0 },
    days: [],
  }
}

/** What starts at nothing with every working day. */
export function freshDay() {
  const work: WorkFunction = 'phone'
  return {
    effectiveMs: 0,
    workedMs: 0,
    talkMs: 0,
    occupiedMs: 0,
    voiceMs: 0,
    loadMs: 0,
    priorityMs: 0,
    stretch: { occupiedMs: 0, pausedMs: 0, count: 0 },
    block: { work, ms: 0, count: 0 },
    recent: [],
    rests: [],
    hard: [],
    acousticAt: null,
    hoarseAt: null,
    assigned: null,
    trade: null,
    topicsBack: false,
    grants: [],
    granted: [],
    answers: {},
    opened: {},
    lastContactEndedAt: null,
    gapCutFor: null,
    overtime: false,
  } satisfies Partial<Ledger>
}
