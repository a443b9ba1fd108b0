import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import { Id } from '../../shared/domain/basics.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf } from '../http/gate.ts'

const Which = z.object({ attachmentId: Id })

/**
 * A whole attachment of a case, for whoever works on it, and before there is a case for who attached it: to be saved,
 * never to be shown as a page. A desk asks for JSON and draws the picture itself.
 */
export function attachmentRoutes(app: FastifyInstance, { db }: { db: Kysely<Database> }): void {
  app.route({
    method: 'GET',
    url: `${paths.attachments}/:attachmentId`,
    handler: async (request, reply) => {
      const { agentId } = callerOf(request).agent
      const { attachmentId } = checked(Which, request.params)
      const found = await db
        .selectFrom('attachments')
        .leftJoin('case_attachments', 'case_attachments.attachment_id', 'attachments.attachment_id')
        .select(['attachments.type', 'attachments.content'])
        .where('attachments.attachment_id', '=', attachmentId)
        .where((where) =>
          where.or([
            where('case_attachments.service_request_id', 'is not', null),
            where('attachments.agent_id', '=', agentId),
          ]),
        )
        .executeTakeFirst()
      if (!found?.content) throw new DeskError('not-found', 'No such attachment, or it is not whole yet.')
      const content = Buffer.from(found.content)
      if (request.headers.accept === 'application/json')
        return { type: found.type, data: content.toString('base64') }
      return reply
        .header('content-type', found.type)
        .header('content-disposition', `attachment; filename="${attachmentId}"`)
        .send(content)
    },
  })
}
