import { z } from 'zod'
import { Code, Day, Id } from '../domain/basics.ts'
import { Absence, AgentWeek, DatedShift } from '../domain/schedules/dated-shift.ts'
import { ScheduleChange } from '../domain/schedules/edit.ts'
import { Exchange } from '../domain/schedules/exchange.ts'
import { Board } from '../domain/schedules/live.ts'
import { Pattern, StaffingPolicy } from '../domain/schedules/planning.ts'
import { AgentAdherence, ImportedCalls, Partner } from '../schedules-api.ts'
import { done, nothing, request } from './request.ts'

/** A rule that the draft breaks, with the rule's own words: title and source are empty for plain arithmetic. */
export const ShownViolation = z.object({
  code: z.string(),
  hard: z.boolean(),
  agentId: Code,
  datedShiftId: Id,
  found: z.number(),
  allowed: z.number(),
  title: z.string(),
  why: z.string(),
  source: z.string(),
})
export type ShownViolation = z.infer<typeof ShownViolation>

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
      answer: z.enum(['unpublished', 'waiting', 'accepted', 'disputed']),
      words: z.string(),
      /** Days that change only with the agent's yes. */
      awaitedDays: z.array(Day),
    }),
  ),
  shifts: z.array(DatedShift),
  violations: z.array(ShownViolation),
  /** By half hour: agents to plan, and agents planned on the line. */
  coverage: z.array(z.object({ day: Day, half: z.number().int(), planned: z.number(), covered: z.number() })),
  summary: z.object({
    requiredHours: z.number(),
    coveredHours: z.number(),
    missingHours: z.number(),
    surplusHours: z.number(),
  }),
  policy: StaffingPolicy,
  patterns: z.array(Pattern),
  absences: z.array(Absence),
  exchanges: z.array(Exchange),
  /** False while the last change is only on this desk. */
  saved: z.boolean(),
})
export type ScheduleView = z.infer<typeof ScheduleView>

/** What leads plan by, one hand's turn at a time. */
export const PlanningChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add-absence'), absence: Absence.omit({ absenceId: true }) }),
  z.strictObject({ kind: z.literal('remove-absence'), absenceId: Id }),
  z.strictObject({ kind: z.literal('add-pattern'), pattern: Pattern.omit({ patternId: true }) }),
  z.strictObject({ kind: z.literal('remove-pattern'), patternId: Id }),
])
export type PlanningChange = z.infer<typeof PlanningChange>

const inWeek = { weekStart: Day }

export const schedulesRequests = {
  /** Null for the week that is planned next. */
  'schedules.week': request(z.object({ weekStart: Day.nullable() }), ScheduleView),
  'schedules.change': request(z.object({ ...inWeek, change: ScheduleChange }), ScheduleView),
  'schedules.propose': request(z.object(inWeek), ScheduleView),
  'schedules.publish': request(
    z.object(inWeek),
    z.object({ view: ScheduleView, told: z.number().int(), awaiting: z.number().int() }),
  ),
  'schedules.plan': request(z.object({ ...inWeek, change: PlanningChange }), ScheduleView),
  'schedules.decide': request(
    z.object({ ...inWeek, exchangeId: Id, approve: z.boolean(), reason: z.string().max(300) }),
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
} as const

/** The agent's own published weeks: read and answered with the cable out too. */
export const ownScheduleRequests = {
  'ownSchedule.get': request(
    nothing,
    z.object({ agentId: z.string(), weeks: z.array(AgentWeek), exchanges: z.array(Exchange) }),
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
  /** A new secret address for a calendar; the one before stops working. */
  'ownSchedule.calendarLink': request(nothing, z.object({ url: z.string() })),
} as const
