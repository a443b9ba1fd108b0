import { z } from 'zod'
import { AskResolution, Resolution } from '../../shared/domain/cases/resolution.ts'
import { BreakGrant, GrantBreak } from '../../shared/domain/break-grant.ts'
import { DeclareEmergency, DeclaredEmergency } from '../../shared/domain/declared-emergency.ts'
import { Planning } from '../../shared/domain/schedules/planning.ts'
import { Board } from '../../shared/domain/schedules/live.ts'
import {
  AgentAdherence,
  AgentLineQuality,
  AuditEntry,
  CalendarLink,
  DecideExchange,
  DecidedExchange,
  ImportCalls,
  ImportedCalls,
  Partner,
  Proposed,
  Publish,
  Published,
  ReplyToWeek,
  SaveDraft,
  SavePlanning,
  SavedDraft,
  SavedPlanning,
  TeamLineQuality,
  WeekFile,
  schedulePaths,
} from '../../shared/schedules-api.ts'
import type { DescribedRoutes } from './described.ts'

const Why = z.object({ reason: z.string().min(3).max(300) })

/** Planned weeks, the live board, and what agents ask about their own weeks. */
export const teamRouteDescriptions: DescribedRoutes = {
  [`GET ${schedulePaths.week(':weekStart')}`]: {
    says: 'Everything by which a week is planned.',
    who: 'team-lead',
    reply: WeekFile,
  },
  [`PUT ${schedulePaths.week(':weekStart')}`]: {
    says: 'Saves the draft of a week, unless somebody else saved it meanwhile.',
    who: 'team-lead',
    body: SaveDraft,
    reply: SavedDraft,
  },
  [`POST ${schedulePaths.proposal(':weekStart')}`]: {
    says: 'Proposes the shifts of a week; saves nothing.',
    who: 'team-lead',
    reply: Proposed,
  },
  [`POST ${schedulePaths.publication(':weekStart')}`]: {
    says: 'Publishes a week: its agents are told.',
    who: 'team-lead',
    body: Publish,
    reply: Published,
  },
  [`POST ${schedulePaths.replies(':weekStart')}`]: {
    says: 'Answers an agent who does not agree with a week.',
    who: 'team-lead',
    body: ReplyToWeek,
    reply: z.object({}),
  },
  [`GET ${schedulePaths.planning}`]: {
    says: 'What weeks are planned by.',
    who: 'team-lead',
    reply: z.object({ version: z.int(), planning: Planning }),
  },
  [`PUT ${schedulePaths.planning}`]: {
    says: 'Saves what weeks are planned by.',
    who: 'team-lead',
    body: SavePlanning,
    reply: SavedPlanning,
  },
  [`POST ${schedulePaths.callHistory}`]: {
    says: 'Takes in the calls of past weeks from CSV, or tells what is wrong in it by line.',
    who: 'team-lead',
    body: ImportCalls,
    reply: ImportedCalls,
  },
  [`POST ${schedulePaths.decision(':exchangeId')}`]: {
    says: 'Approves or refuses an exchange of shifts.',
    who: 'team-lead',
    body: DecideExchange,
    reply: DecidedExchange,
  },
  [`GET ${schedulePaths.audit}`]: {
    says: 'Who did what to the weeks, newest first.',
    who: 'team-lead',
    reply: z.array(AuditEntry),
  },
  [`GET ${schedulePaths.board}`]: {
    says: 'Who is in what state since when.',
    who: 'team-lead',
    reply: Board,
  },
  [`POST ${schedulePaths.adherence(':agentId')}`]: {
    says: 'One agent’s adherence and breaks of today; the agent is told who looked and why.',
    who: 'team-lead',
    body: Why,
    reply: AgentAdherence,
  },
  [`POST ${schedulePaths.grant(':agentId')}`]: {
    says: 'Grants an agent who is on shift a break on top of those owed.',
    who: 'team-lead',
    body: GrantBreak,
    reply: BreakGrant,
  },
  [`GET ${schedulePaths.emergencies}`]: {
    says: 'The emergencies that were declared.',
    who: 'team-lead',
    reply: z.array(DeclaredEmergency),
  },
  [`POST ${schedulePaths.emergency(':agentId')}`]: {
    says: 'Declares an emergency to an agent who is off shift, with its reason.',
    who: 'team-lead',
    body: DeclareEmergency,
    reply: DeclaredEmergency,
  },
  [`GET ${schedulePaths.lineQuality}`]: {
    says: 'How the calls of the last day sounded, the whole team as one.',
    who: 'team-lead',
    reply: TeamLineQuality,
  },
  [`GET ${schedulePaths.resolution}`]: {
    says: 'First-contact and first-level resolution of the whole team in the last 30 days, with their counts.',
    who: 'team-lead',
    query: AskResolution,
    reply: Resolution,
  },
  [`POST ${schedulePaths.lineQualityOf(':agentId')}`]: {
    says: 'How one agent’s calls sounded; the agent is told who looked and why.',
    who: 'team-lead',
    body: Why,
    reply: AgentLineQuality,
  },
  [`GET ${schedulePaths.partners(':datedShiftId')}`]: {
    says: 'Who could take an own shift without breaking a rule.',
    who: 'agent',
    reply: z.array(Partner),
  },
  [`POST ${schedulePaths.calendarLink}`]: {
    says: 'Makes a new address of the agent’s own calendar; the one before ends.',
    who: 'agent',
    reply: CalendarLink,
  },
  [`GET ${schedulePaths.calendar(':token')}`]: {
    says: 'The agent’s shifts as iCalendar (RFC 5545); the token in the address is the secret.',
    who: 'anybody',
    produces: ['text/calendar'],
  },
}
