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

/** A whole attachment of a case, for whoever works on it: to be saved, never to be shown as a page. */
export function attachmentRoutes(app: FastifyInstance, { db }: { db: Kysely<Database> }): void {
  app.route({
    method: 'GET',
    url: `${paths.attachments}/:attachmentId`,
    handler: async (request, reply) => {
      callerOf(request)
      const { attachmentId } = checked(Which, request.params)
      const found = await db
        .selectFrom('attachments')
        .innerJoin('case_attachments', 'case_attachments.attachment_id', 'attachments.attachment_id')
        .select(['attachments.type', 'attachments.content'])
        .where('attachments.attachment_id', '=', attachmentId)
        .executeTakeFirst()
      if (!found?.content) throw new DeskError('not-found', 'No such attachment, or it is not whole yet.')
      return reply
        .header('content-type', found.type)
        .header('content-disposition', `attachment; filename="${attachmentId}"`)
        .send(Buffer.from(found.content))
    },
  })
}
