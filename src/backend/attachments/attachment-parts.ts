import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import {
  attachmentPartBytes,
  attachmentRefusals,
  attachmentTypeOf,
  partsOf,
  type AttachmentPart,
  type AttachmentRefusal,
} from '../../shared/domain/attachment.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'

/** What belongs to no case by then was taken out again, or its contact was never closed. */
const strayAfterMs = 7 * 24 * 60 * 60_000

const accepted: Verdict = { status: 'accepted', writes: [] }
const refused = (reason: AttachmentRefusal): Verdict => ({ status: 'rejected', reason })

/** Keeps pieces as they come; with the last one the whole is put together and looked at again. */
export async function takeAttachmentParts(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'attachment.part'>[],
  at: Date,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) verdicts.push(await takePart(trx, agentId, payload.part, at))
  return verdicts
}

async function takePart(
  trx: Transaction<Database>,
  agentId: string,
  { attachmentId, interactionId, name, type, bytes, part, data, sha256 }: AttachmentPart,
  at: Date,
): Promise<Verdict> {
  const piece = Buffer.from(data, 'base64')
  const last = partsOf(bytes) - 1
  const expected = part === last ? bytes - last * attachmentPartBytes : attachmentPartBytes
  if (part > last || piece.length !== expected) return refused(attachmentRefusals.damaged)
  if (part === 0) {
    if (attachmentTypeOf(piece) !== type) return refused(attachmentRefusals.type)
    await removeStray(trx, at)
    await trx
      .insertInto('attachments')
      .values({
        attachment_id: attachmentId,
        agent_id: agentId,
        interaction_id: interactionId,
        name,
        type,
        bytes,
        begun_at: at,
        content: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const begun = await trx
    .selectFrom('attachments')
    .select(['agent_id', 'bytes', 'type'])
    .where('attachment_id', '=', attachmentId)
    .forUpdate()
    .executeTakeFirst()
  if (begun?.agent_id !== agentId) return refused(attachmentRefusals.another)
  if (begun.bytes !== bytes || begun.type !== type) return refused(attachmentRefusals.damaged)
  await trx
    .insertInto('attachment_parts')
    .values({ attachment_id: attachmentId, part, data: piece })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return part === last ? await putTogether(trx, attachmentId, sha256) : accepted
}

async function putTogether(
  trx: Transaction<Database>,
  attachmentId: string,
  sha256: string | undefined,
): Promise<Verdict> {
  const parts = await trx
    .selectFrom('attachment_parts')
    .select('data')
    .where('attachment_id', '=', attachmentId)
    .orderBy('part')
    .execute()
  const content = Buffer.concat(parts.map(({ data }) => data))
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    return refused(attachmentRefusals.damaged)
  await trx.updateTable('attachments').set({ content }).where('attachment_id', '=', attachmentId).execute()
  await trx.deleteFrom('attachment_parts').where('attachment_id', '=', attachmentId).execute()
  return accepted
}

/** Taken out by the agent before the contact was closed; what belongs to a case, or to another agent, stays. */
export async function removeAttachments(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'attachment.remove'>[],
): Promise<Verdict[]> {
  for (const { agentId, payload } of commands)
    await trx
      .deleteFrom('attachments')
      .where('attachment_id', '=', payload.attachmentId)
      .where('agent_id', '=', agentId)
      .where(isStray)
      .execute()
  return commands.map(() => accepted)
}

const isStray = sql<boolean>`NOT EXISTS (
  SELECT 1 FROM case_attachments WHERE case_attachments.attachment_id = attachments.attachment_id)`

async function removeStray(trx: Transaction<Database>, at: Date): Promise<void> {
  await trx
    .deleteFrom('attachments')
    .where('begun_at', '<', new Date(at.getTime() - strayAfterMs))
    .where(isStray)
    .execute()
}
