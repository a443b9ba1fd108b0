import { z } from 'zod'
import { Code, Day, Id, Instant } from './domain/basics.ts'
import { BreakDay } from './domain/break-day.ts'
import { CallQuality } from './domain/quality/call-quality.ts'
import { AgentWeek, DatedShift } from './domain/schedules/dated-shift.ts'
import { Exchange } from './domain/schedules/exchange.ts'
import { Planning } from './domain/schedules/planning.ts'
import { ScheduleRefusal } from './domain/schedules/refusal.ts'
import { RuleProfile, WorkFunction } from './domain/shifts/rules.ts'

/** Schedules over HTTP. What agents read comes down with the changes; what they say goes up as commands. */
export const schedulePaths = {
  week: (weekStart: string) => `/v1/team/schedules/${weekStart}`,
  proposal: (weekStart: string) => `/v1/team/schedules/${weekStart}/proposal`,
  publication: (weekStart: string) => `/v1/team/schedules/${weekStart}/publication`,
  replies: (weekStart: string) => `/v1/team/schedules/${weekStart}/replies`,
  planning: '/v1/team/planning',
  callHistory: '/v1/team/call-history',
  decision: (exchangeId: string) => `/v1/team/exchanges/${exchangeId}/decision`,
  board: '/v1/team/board',
  adherence: (agentId: string) => `/v1/team/board/${agentId}`,
  emergency: (agentId: string) => `/v1/team/board/${agentId}/emergency`,
  emergencies: '/v1/team/emergencies',
  grant: (agentId: string) => `/v1/team/board/${agentId}/break`,
  lineQuality: '/v1/team/line-quality',
  resolution: '/v1/team/resolution',
  lineQualityOf: (agentId: string) => `/v1/team/line-quality/${agentId}`,
  audit: '/v1/team/schedule-audit',
  /** The agent's own. */
  partners: (datedShiftId: string) => `/v1/schedules/partners/${datedShiftId}`,
  calendarLink: '/v1/schedules/calendar-link',
  /** Open: the token in it is the secret. */
  calendar: (token: string) => `/v1/calendar/${token}/turnos.ics`,
} as const

/** Everything a lead edits one week by. */
export const WeekFile = z.object({
  weekStart: Day,
  timeZone: z.string(),
  /** 0 until somebody has saved a draft: then it is what stands. */
  version: z.number().int(),
  shifts: z.array(DatedShift),
  /** `skills` null: trained for everything (R-SKILL). */
  agents: z.array(
    z.object({ agentId: Code, name: z.string(), skills: z.array(WorkFunction).nullable().default(null) }),
  ),
  queues: z.array(z.object({ queueId: Code, name: z.string() })).default([]),
  published: z.array(AgentWeek),
  /** Agents who have not been told of it yet: they are out of their shift (F-DISC). */
  held: z.array(Code).default([]),
  standing: z.array(DatedShift),
  around: z.array(DatedShift),
  earlier: z.object({ weekStart: Day, shifts: z.array(DatedShift) }),
  planning: Planning,
  planningVersion: z.number().int(),
  expected: z.array(z.object({ calls: z.number(), handleTimeS: z.number() })),
  profile: RuleProfile,
  exchanges: z.array(Exchange),
})
export type WeekFile = z.infer<typeof WeekFile>

export const SaveDraft = z.strictObject({ version: z.number().int(), shifts: z.array(DatedShift).max(5000) })
export const SavedDraft = z.object({ version: z.number().int() })
export const Proposed = z.object({ shifts: z.array(DatedShift) })
export const Publish = z.strictObject({ version: z.number().int() })
/** `held` of those told are out of their shift: they hear it when the next one begins (F-DISC). */
export const Published = z.object({
  told: z.number().int(),
  awaiting: z.number().int(),
  held: z.number().int().default(0),
})
export const SavePlanning = z.strictObject({ version: z.number().int(), planning: Planning })
export const SavedPlanning = z.object({ version: z.number().int() })

export const ImportCalls = z.strictObject({ csv: z.string().max(4_000_000) })
/** One thing wrong in the file, for the person who made it. Lines from 1; nothing was imported where there is one. */
export const CallsProblem = z.object({
  line: z.number().int(),
  field: z.enum(['file', 'day', 'time', 'calls', 'handle_time_s', 'queue']),
  rule: z.enum([
    'empty',
    'too-many-lines',
    'quotes',
    'no-column',
    'not-a-day',
    'not-a-half-hour',
    'not-a-count',
    'not-a-handle-time',
    'unknown-queue',
    'twice',
  ]),
  /** What the rule speaks of: the names a column may have, the most lines, the line it was on before. */
  detail: z.string(),
})
export type CallsProblem = z.infer<typeof CallsProblem>
export const ImportedCalls = z.object({ rows: z.number().int(), problems: z.array(CallsProblem) })
export type ImportedCalls = z.infer<typeof ImportedCalls>

export const ReplyToWeek = z.strictObject({ agentId: Code, words: z.string().trim().min(3).max(500) })

/** `refusal` where the rules or the weeks no longer allow it: then nothing was decided. */
export const DecidedExchange = z.object({ exchange: Exchange, refusal: ScheduleRefusal.nullable() })
export type DecidedExchange = z.infer<typeof DecidedExchange>

export const DecideExchange = z.strictObject({ approve: z.boolean(), reason: z.string().max(300) })
/** What could be exchanged with whom without breaking a rule: names and hours, and nothing of why. */
export const Partner = z.object({ agentId: Code, name: z.string(), taken: DatedShift.nullable() })
export type Partner = z.infer<typeof Partner>
export const CalendarLink = z.object({ path: z.string() })

/**
 * One agent's adherence and breaks of today, shown only after the agent has been told who looks (`consultation`).
 * Counts of breaks alone: never why one was put off.
 */
export const AgentAdherence = z.object({
  agentId: Code,
  name: z.string(),
  adherence: z.number().nullable(),
  breaks: BreakDay.pick({ owed: true, taken: true, debt: true }).nullable().default(null),
})
export type AgentAdherence = z.infer<typeof AgentAdherence>

export const AuditEntry = z.object({
  auditId: Id,
  at: Instant,
  agentId: Code,
  act: z.enum([
    'draft.saved',
    'week.published',
    'planning.saved',
    'calls.imported',
    'exchange.decided',
    'week.answered',
    'week.replied',
    'exchange.asked',
    'exchange.answered',
    'calendar-link.made',
    'emergency.declared',
    'break.granted',
  ]),
  subject: z.string(),
  detail: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** How the calls of the last day sounded, the whole team as one: whether there is something to mend at all. */
export const TeamLineQuality = z.object({
  calls: z.number().int(),
  /** With an alarm or without a voice at some moment. */
  troubled: z.number().int(),
  /** Mean of the calls' own; null where none was measured. */
  mos: z.number().nullable(),
})
export type TeamLineQuality = z.infer<typeof TeamLineQuality>
export const AgentLineQuality = z.object({ name: z.string(), calls: z.array(CallQuality) })
export type AgentLineQuality = z.infer<typeof AgentLineQuality>
