import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { paths } from '../../shared/backend-api.ts'
import { AskCaller, AskSameCases, type CallerAnswer, type SameCase } from '../../shared/domain/caller.ts'
import { usualDuplicateDays } from '../../shared/domain/cases/duplicates.ts'
import { readCity } from '../city.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf } from '../http/gate.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { sameCases, whoCalls } from './who-calls.ts'

export interface CallerDeps {
  db: Kysely<Database>
  clock: Clock
  /** Of each agent: as many as anybody can answer, and far fewer than it takes to copy a register. */
  asked: RateLimit
}

/** Who is on the line: asked for one contact at a time, never as a list. */
export function callerRoutes(app: FastifyInstance, { db, clock, asked }: CallerDeps): void {
  app.route({
    method: 'POST',
    url: paths.caller,
    handler: async (request): Promise<CallerAnswer> => {
      await asked.spend(callerOf(request).agent.agentId)
      const { number } = checked(AskCaller, request.body)
      const { country } = await readCity(db)
      return await whoCalls(db, number, country)
    },
  })

  app.route({
    method: 'POST',
    url: paths.sameCases,
    handler: async (request): Promise<SameCase[]> => {
      callerOf(request)
      const written = checked(AskSameCases, request.body)
      const { country, duplicateDays } = await readCity(db)
      const days = duplicateDays ?? usualDuplicateDays
      return await sameCases(db, written, { country, now: clock.now(), days })
    },
  })
}
