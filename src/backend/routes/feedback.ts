import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import { Id } from '../../shared/domain/basics.ts'
import { Feedback } from '../../shared/domain/feedback.ts'
import { DeskError } from '../../shared/errors.ts'
import { readDisconnected } from '../breaks/disconnection.ts'
import { lockRecords, readRecord, writeRecords } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { onlyFor } from '../http/gate.ts'

/** What is waiting, and as much of what is not as anybody scrolls through. */
const listLimit = 300

const Answer = z.object({ words: z.string().min(1).max(1000) })
const Which = z.object({ feedbackId: Id })

/** What agents found wrong, for the team lead: read it, answer it; the answer reaches the agent's desk by itself. */
export function feedbackRoutes(app: FastifyInstance, deps: { db: Kysely<Database>; clock: Clock }): void {
  app.route({
    method: 'GET',
    url: paths.feedback,
    handler: async (request): Promise<Feedback[]> => {
      onlyFor(request, 'team-lead')
      const rows = await deps.db
        .selectFrom('records')
        .select('doc')
        .where('entity', '=', 'feedback')
        .where('doc', 'is not', null)
        .orderBy(sql`doc ->> 'status'`, 'desc')
        .orderBy('id', 'desc')
        .limit(listLimit)
        .execute()
      return rows.map(({ doc }) => Feedback.parse(doc))
    },
  })

  app.route({
    method: 'POST',
    url: `${paths.feedback}/:feedbackId/answer`,
    handler: async (request): Promise<Feedback> => {
      const { agent } = onlyFor(request, 'team-lead')
      const { feedbackId } = checked(Which, request.params)
      const { words } = checked(Answer, request.body)
      const at = new Date(deps.clock.now())
      return await deps.db.transaction().execute(async (trx) => {
        await lockRecords(trx, [feedbackId])
        const standing = Feedback.optional().parse(await readRecord(trx, 'feedback', feedbackId))
        if (!standing) throw new DeskError('not-found', 'No such feedback.')
        const answered: Feedback = {
          ...standing,
          status: 'answered',
          answer: { by: agent.agentId, at: at.toISOString(), words },
        }
        const disconnected = await readDisconnected(trx, [standing.agentId], deps.clock.now())
        await writeRecords(trx, [{ entity: 'feedback', id: feedbackId, doc: answered }], at, disconnected)
        return answered
      })
    },
  })
}
