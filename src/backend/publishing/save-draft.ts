import type { z } from 'zod'
import { advanceDraft, type Draft } from '../../shared/domain/publishing/draft.ts'
import { DeskError } from '../../shared/errors.ts'
import type { SaveDraft } from '../../shared/publishing-api.ts'
import { note } from './audit.ts'
import { lockPress } from './bundles.ts'
import { findDraft, openDraftOf, writeDraft } from './drafts.ts'
import { refused, type Publishing } from './publish.ts'

/** Saves what is written so far, however incomplete; the desk names a new draft, so that a lost answer does no harm. */
export async function saveDraft(
  { trx, at }: Publishing,
  draftId: string,
  wish: z.infer<typeof SaveDraft>,
  by: string,
): Promise<Draft> {
  await lockPress(trx)
  const open = await openDraftOf(trx, wish.entity, wish.id)
  if (open && open.draftId !== draftId)
    throw new DeskError('conflict', `${open.authors.join(', ')} already writes a draft of ${wish.id}.`)
  if (open?.written && open.written.by !== by && open.written.at !== wish.seen)
    throw new DeskError('conflict', `${open.written.by} wrote in it meanwhile. Look at those words first.`)
  const draft = open ?? (await begun(trx, draftId, wish, by, at))
  const after = advanceDraft(draft, { kind: 'edit', doc: wish.doc }, by, at.toISOString())
  if (typeof after === 'string') throw refused(after)
  await writeDraft(trx, after)
  // One line for a sitting of writing, not one for every key.
  if (!open || open.phase.name !== 'writing' || open.authors.length < after.authors.length)
    await note(trx, {
      at,
      by,
      action: 'edited',
      entity: wish.entity,
      id: wish.id,
      version: null,
      detail: `v${draft.baseVersion}`,
    })
  return after
}

async function begun(
  trx: Publishing['trx'],
  draftId: string,
  { entity, id, doc, baseVersion }: z.infer<typeof SaveDraft>,
  by: string,
  at: Date,
): Promise<Draft> {
  if (await findDraft(trx, draftId))
    throw new DeskError('conflict', 'This draft is over or belongs to another record.')
  const now = at.toISOString()
  return {
    draftId,
    entity,
    id,
    doc,
    baseVersion,
    authors: [by],
    phase: { name: 'writing' },
    createdAt: now,
    changedAt: now,
  }
}
