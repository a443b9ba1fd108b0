import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import { Id } from '../../shared/domain/basics.ts'
import { rightToRead } from '../../shared/domain/cases/owed.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import { DeskError } from '../../shared/errors.ts'
import { readRecord } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import type { Trail } from '../audit/trail.ts'
import { checked } from '../http/answers.ts'
import { callerOf } from '../http/gate.ts'
import type { RateLimit } from '../http/rate-limit.ts'

const Which = z.object({ serviceRequestId: Id })

export interface CaseDeps {
  db: Kysely<Database>
  clock: Clock
  /** Of each agent: as many as anybody can work on. */
  asked: RateLimit
  trail: Trail
}

/**
 * One case with its person, for whoever has to do something in it: desks keep the cases of others without whose they
 * are (domain §6.3). Who looked, at which case and by what right is written down here, whatever the desk says.
 */
export function caseRoutes(app: FastifyInstance, { db, clock, asked, trail }: CaseDeps): void {
  app.route({
    method: 'GET',
    url: `${paths.serviceRequests}/:serviceRequestId`,
    handler: async (request): Promise<ServiceRequest> => {
      const { agent } = callerOf(request)
      await asked.spend(agent.agentId)
      const { serviceRequestId } = checked(Which, request.params)
      const found = ServiceRequest.optional().parse(await readRecord(db, 'service-request', serviceRequestId))
      if (!found) throw new DeskError('not-found', 'No such case.')
      const right = rightToRead(found, agent, clock.now())
      await trail.look(request, serviceRequestId, right ?? null)
      if (!right) throw new DeskError('forbidden', 'Nothing is to be done by this agent in that case.')
      return found
    },
  })
}
