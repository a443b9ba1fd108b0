import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import { Code } from '../../shared/domain/basics.ts'
import { AgentReport } from '../../shared/domain/schedules/live.ts'
import { DeskError } from '../../shared/errors.ts'
import { schedulePaths, type AgentAdherence } from '../../shared/schedules-api.ts'
import { consult } from '../consultations/consult.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import { storeReport } from '../schedules/agent-reports.ts'
import { readAdherence, readBoard } from '../schedules/board.ts'
import { readAgent } from '../sign-in/agents.ts'
import type { SchedulesDesk } from './schedules.ts'

const Reason = z.object({ reason: z.string().trim().min(3).max(300) })

/** Who is in what state, team first. One person's figure is shown only after that person has been told. */
export function boardRoutes(app: FastifyInstance, { db, clock }: SchedulesDesk): void {
  app.route({
    method: 'PUT',
    url: paths.agentReport,
    handler: async (request) => {
      const { agentId } = callerOf(request).agent
      await storeReport(db, agentId, checked(AgentReport, request.body), new Date(clock.now()))
      return {}
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
    method: 'POST',
    url: schedulePaths.adherence(':agentId'),
    handler: async (request): Promise<AgentAdherence> => {
      const { agent: lead } = onlyFor(request, 'team-lead')
      const { agentId } = checked(z.object({ agentId: Code }), request.params)
      const { reason } = checked(Reason, request.body)
      const agent = await readAgent(db, agentId)
      if (!agent) throw new DeskError('not-found', 'There is no such agent.')
      await consult(db, clock, { agentIds: [agentId], metrics: ['adherence'], by: lead, reason })
      return { agentId, name: agent.name, adherence: await readAdherence(db, agentId, clock.now()) }
    },
  })
}
