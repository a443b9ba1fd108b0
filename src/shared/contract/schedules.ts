import { z } from 'zod'
import { Code, Day, Id } from '../domain/basics.ts'
import { AskResolution, Resolution } from '../domain/cases/resolution.ts'
import { BreakGrant, GrantBreak } from '../domain/break-grant.ts'
import { Absence, AgentWeek, DatedShift } from '../domain/schedules/dated-shift.ts'
import { ScheduleChange } from '../domain/schedules/edit.ts'
import { Exchange } from '../domain/schedules/exchange.ts'
import { Board } from '../domain/schedules/live.ts'
import {
  Contract,
  Holiday,
  Pattern,
  Planning,
  ProposalLimits,
  QueueFloor,
  StaffingPolicy,
} from '../domain/schedules/planning.ts'
import { ScheduleRefusal } from '../domain/schedules/refusal.ts'
import {
  AgentAdherence,
  AgentLineQuality,
  ImportedCalls,
  TeamLineQuality,
  Partner,
} from '../schedules-api.ts'
import { done, nothing, request } from './request.ts'

/** A rule that the draft breaks, with the rule's own words: title and source are empty for plain arithmetic. */
export const ShownViolation = z.object({
  code: z.string(),
  hard: z.boolean(),
  agentId: Code,
  datedShiftId: Id,
  found: z.number(),
  allowed: z.number(),
  /** What both figures are in; `none` where it is no matter of figures. */
  unit: z.enum(['hours', 'minutes', 'days', 'none']),
  title: z.string(),
  why: z.string(),
  source: z.string(),
})
export type ShownViolation = z.infer<typeof ShownViolation>

/** Why something of the schedules could not be, with the rule's own words where it was a rule. */
export const ShownRefusal = ScheduleRefusal.extend({
  unit: ShownViolation.shape.unit,
  title: z.string(),
  source: z.string(),
})
export type ShownRefusal = z.infer<typeof ShownRefusal>

/** One week as a lead edits it. */
export const ScheduleView = z.object({
  weekStart: Day,
  days: z.array(Day),
  agents: z.array(
    z.object({
      agentId: Code,
      name: z.string(),
      hours: z.number(),
      /** What the agent said to the published week. */
      /** `held`: out of the shift nobody is told (F-DISC); the desk hears it when the next one begins. */
      answer: z.enum(['unpublished', 'held', 'waiting', 'accepted', 'disputed']),
      words: z.string(),
      /** What the lead said to those words. */
      reply: z.string(),
      /** Days that change only with the agent's yes. */
      awaitedDays: z.array(Day),
    }),
  ),
  shifts: z.array(DatedShift),
  violations: z.array(ShownViolation),
  /** By half hour: calls expected, agents they need on the line, agents to plan for that, agents planned. */
  coverage: z.array(
    z.object({
      day: Day,
      half: z.number().int(),
      calls: z.number(),
      handleTimeS: z.number(),
      onLine: z.number(),
      planned: z.number(),
      covered: z.number(),
    }),
  ),
  summary: z.object({
    requiredHours: z.number(),
    coveredHours: z.number(),
    missingHours: z.number(),
    surplusHours: z.number(),
  }),
  planning: Planning,
  queues: z.array(z.object({ queueId: Code, name: z.string() })),
  exchanges: z.array(Exchange),
  /** False while the last change is only on this desk. */
  saved: z.boolean(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type ScheduleView = z.infer<typeof ScheduleView>

/** What leads plan by, one hand's turn at a time. */
export const PlanningChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add-absence'), absence: Absence.omit({ absenceId: true }) }),
  z.strictObject({ kind: z.literal('remove-absence'), absenceId: Id }),
  z.strictObject({ kind: z.literal('add-pattern'), pattern: Pattern.omit({ patternId: true }) }),
  z.strictObject({ kind: z.literal('remove-pattern'), patternId: Id }),
  z.strictObject({ kind: z.literal('set-policy'), policy: StaffingPolicy }),
  z.strictObject({ kind: z.literal('set-limits'), limits: ProposalLimits }),
  /** Takes the place of what was there for that day. */
  z.strictObject({ kind: z.literal('set-holiday'), holiday: Holiday }),
  z.strictObject({ kind: z.literal('remove-holiday'), day: Day }),
  /** Takes the place of what was there for that agent. */
  z.strictObject({ kind: z.literal('set-contract'), contract: Contract }),
  z.strictObject({ kind: z.literal('set-floor'), floor: QueueFloor }),
  z.strictObject({ kind: z.literal('remove-floor'), queueId: Code }),
])
export type PlanningChange = z.infer<typeof PlanningChange>

const inWeek = { weekStart: Day }

export const schedulesRequests = {
  /** Null for the week that is planned next. */
  'schedules.week': request(z.object({ weekStart: Day.nullable() }), ScheduleView),
  'schedules.change': request(z.object({ ...inWeek, change: ScheduleChange }), ScheduleView),
  /** The last change taken back, or made again. */
  'schedules.undo': request(z.object({ ...inWeek, redo: z.boolean() }), ScheduleView),
  'schedules.propose': request(z.object(inWeek), ScheduleView),
  'schedules.publish': request(
    z.object(inWeek),
    z.object({
      view: ScheduleView,
      told: z.number().int(),
      awaiting: z.number().int(),
      held: z.number().int(),
    }),
  ),
  'schedules.plan': request(z.object({ ...inWeek, change: PlanningChange }), ScheduleView),
  'schedules.decide': request(
    z.object({ ...inWeek, exchangeId: Id, approve: z.boolean(), reason: z.string().max(300) }),
    z.object({ view: ScheduleView, refusal: ShownRefusal.nullable() }),
  ),
  /** The lead's words to an agent who does not agree. */
  'schedules.reply': request(
    z.object({ ...inWeek, agentId: Code, words: z.string().trim().min(3).max(500) }),
    ScheduleView,
  ),
  'schedules.importCalls': request(z.object({ csv: z.string().max(4_000_000) }), ImportedCalls),
} as const

export const boardRequests = {
  'board.get': request(nothing, Board),
  /** One person's figure: the person is told who looked and why. */
  'board.adherence': request(
    z.object({ agentId: Code, reason: z.string().trim().min(3).max(300) }),
    AgentAdherence,
  ),
  /** F-OCC: the lead decides on a break, and can only grant more. */
  'board.grantBreak': request(GrantBreak.extend({ agentId: Code }), BreakGrant),
  'board.lineQuality': request(nothing, TeamLineQuality),
  /** Whether matters are settled at once, of the whole team. */
  'board.resolution': request(AskResolution, Resolution),
  /** One person's calls, as they sounded: the person is told who looked and why. */
  'board.lineQualityOf': request(
    z.object({ agentId: Code, reason: z.string().trim().min(3).max(300) }),
    AgentLineQuality,
  ),
} as const

/** The agent's own published weeks: read and answered with the cable out too. */
export const ownScheduleRequests = {
  'ownSchedule.get': request(
    nothing,
    z.object({
      agentId: z.string(),
      weeks: z.array(AgentWeek),
      exchanges: z.array(Exchange),
      /** What the backend refused, by its week or exchange, with the command that waits to be put away. */
      refusals: z.array(z.object({ subject: z.string(), commandId: Id, refusal: ShownRefusal })),
    }),
  ),
  'ownSchedule.answer': request(
    z.object({ weekId: Code, kind: z.enum(['accepted', 'disputed']), words: z.string().max(500) }),
    done,
  ),
  /** Online: whom the shift could be exchanged with, without a rule broken on either side. */
  'ownSchedule.partners': request(z.object({ datedShiftId: Id }), z.array(Partner)),
  'ownSchedule.ask': request(
    z.object({ weekId: Code, datedShiftId: Id, partner: Partner, words: z.string().max(300) }),
    done,
  ),
  'ownSchedule.answerExchange': request(
    z.object({
      exchangeId: Id,
      step: z.enum(['agree', 'decline', 'withdraw']),
      reason: z.string().max(300),
    }),
    done,
  ),
  /** The agent has read why something was refused. */
  'ownSchedule.putAway': request(z.object({ commandId: Id }), done),
  /** A new secret address for a calendar; the one before stops working. */
  'ownSchedule.calendarLink': request(nothing, z.object({ url: z.string() })),
} as const
