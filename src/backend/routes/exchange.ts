import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import {
  PauseRecording,
  Supervise,
  paths,
  type ExchangeView,
  type RecordingView,
} from '../../shared/backend-api.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Database } from '../database/schema.ts'
import type { ExchangeAdapter } from '../exchange/exchange-adapter.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import type { Log } from '../log.ts'
import { readAgent } from '../sign-in/agents.ts'

const CallPath = z.object({ externalCallId: z.string().min(1).max(200) })

/** What the desks may ask of the city's exchange; only the backend holds its secret. */
export function exchangeRoutes(
  app: FastifyInstance,
  deps: { db: Kysely<Database>; exchange: ExchangeAdapter; log: Log },
): void {
  const { exchange, log } = deps
  app.route({
    method: 'GET',
    url: paths.exchange,
    handler: async (request): Promise<ExchangeView> => {
      onlyFor(request, 'team-lead')
      return { abilities: exchange.abilities, queues: await exchange.queues() }
    },
  })

  app.route({
    method: 'GET',
    url: `${paths.calls}/:externalCallId/recording`,
    handler: async (request): Promise<RecordingView> => {
      const { externalCallId } = checked(CallPath, request.params)
      return { state: await exchange.recording(externalCallId) }
    },
  })

  app.route({
    method: 'PUT',
    url: `${paths.calls}/:externalCallId/recording`,
    handler: async (request): Promise<RecordingView> => {
      const { externalCallId } = checked(CallPath, request.params)
      const { paused } = checked(PauseRecording, request.body)
      const state = await exchange.pauseRecording(externalCallId, paused)
      log.info('recording', { agentId: callerOf(request).agent.agentId, externalCallId, state })
      return { state }
    },
  })

  app.route({
    method: 'POST',
    url: paths.supervision,
    handler: async (request): Promise<Record<string, never>> => {
      const { agent: lead } = onlyFor(request, 'team-lead')
      const { agentId, how } = checked(Supervise, request.body)
      if (!exchange.abilities.supervision)
        throw new DeskError('conflict', 'This exchange lets nobody listen to a call.')
      const agent = await readAgent(deps.db, agentId)
      if (!agent) throw new DeskError('not-found', `agentId: nobody is named ${agentId}.`)
      await exchange.supervise(lead, agent, how)
      log.info('supervision', { by: lead.agentId, agentId, how })
      return {}
    },
  })
}
