import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import { Id } from '../../shared/domain/basics.ts'
import { DeskKnock, WipeReceipt, type DeskOrders } from '../../shared/domain/desk.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Desks } from './desks.ts'

/**
 * A desk says that it is there and hears its orders. Asking for a share and saying goodbye need no session: they
 * come from a desk that cannot read its own any more, and its credential opens nothing else.
 */
export function deskRoutes(
  app: FastifyInstance,
  deps: { desks: Desks; log: Log; metrics: Metrics; knocks: RateLimit; changed: () => Promise<void> },
): void {
  const { desks, log, knocks } = deps

  app.route({
    method: 'POST',
    url: paths.desk,
    handler: async (request): Promise<DeskOrders> => {
      const knock = checked(DeskKnock, request.body)
      if (knock.outbox) deps.metrics.outboxTold(knock.deskId, knock.outbox)
      return await desks.greet(knock, callerOf(request).agent.agentId)
    },
  })

  app.route({
    method: 'POST',
    url: paths.deskShare,
    config: { open: true },
    handler: async (request): Promise<DeskOrders> => {
      await knocks.spend(request.ip)
      const { deskId, credential } = checked(DeskKnock, request.body)
      return await desks.release(deskId, credential)
    },
  })

  app.route({
    method: 'POST',
    url: paths.deskWiped,
    config: { open: true },
    handler: async (request) => {
      await knocks.spend(request.ip)
      const receipt = checked(WipeReceipt, request.body)
      await desks.wiped(receipt)
      log.warn('a desk was wiped', {
        deskId: receipt.deskId,
        files: receipt.files,
        unsent: receipt.unsent,
      })
      return {}
    },
  })

  app.route({
    method: 'GET',
    url: paths.desks,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return { desks: await desks.list() }
    },
  })

  app.route({
    method: 'POST',
    url: `${paths.desks}/:deskId/wipe`,
    handler: async (request) => {
      const { agent } = onlyFor(request, 'team-lead')
      const { deskId } = checked(z.object({ deskId: Id }), request.params)
      await desks.orderWipe(deskId, agent.agentId)
      log.warn('the wipe of a desk was ordered', { deskId, by: agent.agentId })
      await deps.changed()
      return {}
    },
  })
}
