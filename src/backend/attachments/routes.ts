import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import type { Agent } from '../../shared/domain/agent.ts'
import { Id } from '../../shared/domain/basics.ts'
import { rightToRead, type ReadingRight } from '../../shared/domain/cases/owed.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Trail } from '../audit/trail.ts'
import { readRecord } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf } from '../http/gate.ts'

const Which = z.object({ attachmentId: Id })

/**
 * A whole attachment, for who attached it and for whoever may read its case: to be saved, never to be shown as a
 * page. A desk asks for JSON and draws the picture itself. Who looked, and by what right, is written down.
 */
export function attachmentRoutes(
  app: FastifyInstance,
  { db, clock, trail }: { db: Kysely<Database>; clock: Clock; trail: Trail },
): void {
  app.route({
    method: 'GET',
    url: `${paths.attachments}/:attachmentId`,
    handler: async (request, reply) => {
      const { agent } = callerOf(request)
      const { attachmentId } = checked(Which, request.params)
      const found = await db
        .selectFrom('attachments')
        .select(['type', 'content', 'agent_id'])
        .where('attachment_id', '=', attachmentId)
        .executeTakeFirst()
      if (!found?.content) throw none()
      const right = found.agent_id === agent.agentId ? 'attached' : await rightByCase(attachmentId, agent)
      await trail.look(request, attachmentId, right ?? null)
      if (!right) throw none()
      const content = Buffer.from(found.content)
      if (request.headers.accept === 'application/json')
        return { type: found.type, data: content.toString('base64') }
      return reply
        .header('content-type', found.type)
        .header('content-disposition', `attachment; filename="${attachmentId}"`)
        .send(content)
    },
  })

  async function rightByCase(attachmentId: string, agent: Agent): Promise<ReadingRight | undefined> {
    const cases = await db
      .selectFrom('case_attachments')
      .select('service_request_id as id')
      .where('attachment_id', '=', attachmentId)
      .execute()
    for (const { id } of cases) {
      const request = ServiceRequest.optional().parse(await readRecord(db, 'service-request', id))
      const right = request && rightToRead(request, agent, clock.now())
      if (right) return right
    }
    return undefined
  }
}

const none = () => new DeskError('not-found', 'No such attachment, or it is not whole yet.')
