import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { paths, type ChangePage } from '../../shared/backend-api.ts'
import type { Outcome } from '../../shared/commands.ts'
import { Id } from '../../shared/domain/basics.ts'
import { letGo } from '../breaks/let-go.ts'
import { readPage } from '../changes/change-log.ts'
import { decideAll, type CommandDesk } from '../commands/decide.ts'
import { checked } from '../http/answers.ts'
import { callerOf } from '../http/gate.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** A batch of 200 long cases in UTF-8 stays below it. */
const commandsBodyBytes = 4 * 1024 * 1024

const Bodies = z.object({
  commands: z
    .array(z.looseObject({ commandId: Id }))
    .min(1)
    .max(200),
})
const Since = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
})

/** Commands up, changes down. Each command is judged alone, by its id: one bad one never costs its neighbours. */
export function syncRoutes(app: FastifyInstance, desk: CommandDesk & { metrics: Metrics }): void {
  app.route({
    method: 'POST',
    url: paths.commands,
    bodyLimit: commandsBodyBytes,
    handler: async (request): Promise<{ outcomes: Outcome[] }> => {
      const { commands } = checked(Bodies, request.body)
      const outcomes = await decideAll(desk, callerOf(request).agent.agentId, commands)
      desk.metrics.decided(outcomes)
      return { outcomes }
    },
  })

  app.route({
    method: 'GET',
    url: paths.changes,
    handler: async (request): Promise<ChangePage> => {
      const since = checked(Since, request.query)
      const { agentId } = callerOf(request).agent
      await letGo(desk.db, agentId, desk.clock.now())
      return await readPage(desk.db, { agentId, ...since })
    },
  })
}
