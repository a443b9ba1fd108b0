import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import { type HealthView, paths } from '../../shared/backend-api.ts'
import { DeskError } from '../../shared/errors.ts'
import { operatingPaths } from '../../shared/operating-api.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import type { Metrics } from '../metrics/metrics.ts'

export interface OperatingDeps {
  db: Kysely<Database>
  clock: Clock
  metrics: Metrics
  /** Whoever collects the figures sends it; without one they are not served. */
  metricsToken?: string | undefined
  closing: () => boolean
}

/** Whether this copy lives and takes work, and its figures. */
export function operatingRoutes(
  app: FastifyInstance,
  { db, clock, metrics, metricsToken, closing }: OperatingDeps,
): void {
  const config = { open: true }

  async function ready(): Promise<z.infer<typeof HealthView>> {
    if (closing()) throw new DeskError('unavailable', 'This copy is closing; another one answers.')
    await sql`SELECT 1`.execute(db).catch((cause: unknown) => {
      throw new DeskError('unavailable', 'The database does not answer.', { cause })
    })
    return { status: 'ok', at: new Date(clock.now()).toISOString() }
  }

  app.route({ method: 'GET', url: paths.health, config, handler: ready })
  app.route({ method: 'GET', url: operatingPaths.ready, config, handler: ready })
  app.route({ method: 'GET', url: operatingPaths.live, config, handler: () => ({ status: 'ok' }) })

  if (metricsToken !== undefined)
    app.route({
      method: 'GET',
      url: operatingPaths.metrics,
      config,
      handler: async (request, reply) => {
        const sent = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
        if (!timingSafeEqual(digest(sent), digest(metricsToken)))
          throw new DeskError('unauthorised', 'The figures are read with a token of their own.')
        return await reply.type(metrics.contentType).send(await metrics.text())
      },
    })
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
