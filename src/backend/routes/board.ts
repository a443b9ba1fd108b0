import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { paths, type AgentReportAnswer } from '../../shared/backend-api.ts'
import { Code } from '../../shared/domain/basics.ts'
import { AskResolution, resolutionOf } from '../../shared/domain/cases/resolution.ts'
import { GrantBreak, type BreakGrant } from '../../shared/domain/break-grant.ts'
import { DeclareEmergency } from '../../shared/domain/declared-emergency.ts'
import { AgentReport } from '../../shared/domain/schedules/live.ts'
import { dayMs, wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { DeskError } from '../../shared/errors.ts'
import { schedulePaths, type AgentAdherence, type AgentLineQuality } from '../../shared/schedules-api.ts'
import { readBreakDays } from '../breaks/break-days.ts'
import { declareEmergency, readEmergencies } from '../breaks/emergencies.ts'
import { grantBreak } from '../breaks/grants.ts'
import { letGo } from '../breaks/let-go.ts'
import { createOutlooks } from '../breaks/outlooks.ts'
import { createTrades } from '../breaks/trades.ts'
import { readCity } from '../city.ts'
import { consult } from '../consultations/consult.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import { readCallQualities, readTeamLineQuality } from '../quality/call-qualities.ts'
import { readResolution } from '../quality/resolution.ts'
import { storeReport } from '../schedules/agent-reports.ts'
import { readAdherence, readBoard } from '../schedules/board.ts'
import { readAgent } from '../sign-in/agents.ts'
import type { SchedulesDesk } from './schedules.ts'

const Reason = z.object({ reason: z.string().trim().min(3).max(300) })

/** Who is in what state, team first. One person's figure is shown only after that person has been told. */
export function boardRoutes(app: FastifyInstance, { db, clock }: SchedulesDesk): void {
  const outlooks = createOutlooks(db)
  const trades = createTrades(db)
  app.route({
    method: 'PUT',
    url: paths.agentReport,
    handler: async (request): Promise<AgentReportAnswer> => {
      const { agentId } = callerOf(request).agent
      const now = clock.now()
      const report = checked(AgentReport, request.body)
      await storeReport(db, agentId, report, new Date(now))
      return {
        outlook: await outlooks.of(agentId, now),
        trade: await trades.hear(agentId, report, now),
        released: await letGo(db, agentId, now),
      }
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.board,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return await readBoard(db, clock.now())
    },
  })

  app.route({
    method: 'GET',
    url: paths.declaredEmergencies,
    handler: async (request) => await readEmergencies(db, callerOf(request).agent.agentId),
  })

  app.route({
    method: 'GET',
    url: schedulePaths.emergencies,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return await readEmergencies(db)
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.emergency(':agentId'),
    handler: async (request) => {
      const { agent: lead } = onlyFor(request, 'team-lead')
      const { agentId } = checked(z.object({ agentId: Code }), request.params)
      const said = checked(DeclareEmergency, request.body)
      return await declareEmergency(db, agentId, said, { ...lead, at: new Date(clock.now()) })
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.grant(':agentId'),
    handler: async (request): Promise<BreakGrant> => {
      const { agent: lead } = onlyFor(request, 'team-lead')
      const { agentId } = checked(z.object({ agentId: Code }), request.params)
      const { minutes } = checked(GrantBreak, request.body)
      return await grantBreak(db, agentId, minutes, { ...lead, at: new Date(clock.now()) })
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.adherence(':agentId'),
    handler: async (request): Promise<AgentAdherence> => {
      const { agent: lead } = onlyFor(request, 'team-lead')
      const { agentId } = checked(z.object({ agentId: Code }), request.params)
      const { reason } = checked(Reason, request.body)
      const agent = await readAgent(db, agentId)
      if (!agent) throw new DeskError('not-found', 'There is no such agent.')
      await consult(db, clock, { agentIds: [agentId], metrics: ['adherence', 'breaks'], by: lead, reason })
      const now = clock.now()
      const { day } = wallClock(now, (await readCity(db)).timeZone)
      const breaks = (await readBreakDays(db, day)).find((one) => one.agentId === agentId) ?? null
      return { agentId, name: agent.name, adherence: await readAdherence(db, agentId, now), breaks }
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.lineQuality,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return await readTeamLineQuality(db, new Date(clock.now() - dayMs))
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.resolution,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      const { withinDays } = checked(AskResolution, request.query)
      return resolutionOf(await readResolution(db, withinDays, clock.now()))
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.lineQualityOf(':agentId'),
    handler: async (request): Promise<AgentLineQuality> => {
      const { agent: lead } = onlyFor(request, 'team-lead')
      const { agentId } = checked(z.object({ agentId: Code }), request.params)
      const { reason } = checked(Reason, request.body)
      const agent = await readAgent(db, agentId)
      if (!agent) throw new DeskError('not-found', 'There is no such agent.')
      await consult(db, clock, { agentIds: [agentId], metrics: ['line-quality'], by: lead, reason })
      return { name: agent.name, calls: await readCallQualities(db, agentId) }
    },
  })
}
