import type { Kysely, Transaction } from 'kysely'
import { Draft } from '../../shared/domain/publishing/draft.ts'
import type { KnowledgeRecord } from '../../shared/domain/publishing/record.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Database } from '../database/schema.ts'

const over = ['published', 'discarded']

export async function findDraft(db: Kysely<Database>, draftId: string): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('knowledge_drafts')
    .select('draft')
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  return row && Draft.parse(row.draft)
}

/** Throws `not-found`. */
export async function readDraft(db: Kysely<Database>, draftId: string): Promise<Draft> {
  const draft = await findDraft(db, draftId)
  if (!draft) throw new DeskError('not-found', 'No such draft.')
  return draft
}

/** The one that is open about a record, if any: two people write in one draft, not in two. */
export async function openDraftOf(
  db: Kysely<Database>,
  entity: string,
  id: string,
): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('knowledge_drafts')
    .select('draft')
    .where('entity', '=', entity)
    .where('id', '=', id)
    .where('phase', 'not in', over)
    .executeTakeFirst()
  return row && Draft.parse(row.draft)
}

export async function openDrafts(db: Kysely<Database>): Promise<Draft[]> {
  const rows = await db
    .selectFrom('knowledge_drafts')
    .select('draft')
    .where('phase', 'not in', over)
    .orderBy('draft_id')
    .execute()
  return rows.map(({ draft }) => Draft.parse(draft))
}

export async function writeDraft(trx: Transaction<Database>, draft: Draft): Promise<void> {
  const { draftId, entity, id, phase } = draft
  const row = {
    phase: phase.name,
    publish_at: phase.name === 'scheduled' ? new Date(phase.publishAt) : null,
    draft: JSON.stringify(draft),
  }
  await trx
    .insertInto('knowledge_drafts')
    .values({ draft_id: draftId, entity, id, ...row })
    .onConflict((conflict) => conflict.column('draft_id').doUpdateSet(row))
    .execute()
}

/** What goes out by the clock, soonest first. */
export async function scheduledDrafts(db: Kysely<Database>): Promise<{ draftId: string; publishAt: Date }[]> {
  const rows = await db
    .selectFrom('knowledge_drafts')
    .select(['draft_id', 'publish_at'])
    .where('phase', '=', 'scheduled')
    .orderBy('publish_at')
    .execute()
  return rows.flatMap(({ draft_id: draftId, publish_at: publishAt }) =>
    publishAt === null ? [] : [{ draftId, publishAt }],
  )
}

/** What teams have before everybody else. */
export async function recordsWithTeams(db: Kysely<Database>): Promise<Map<string, KnowledgeRecord[]>> {
  const rows = await db
    .selectFrom('knowledge_drafts')
    .select('draft')
    .where('phase', '=', 'with-team')
    .orderBy('draft_id')
    .execute()
  const ahead = new Map<string, KnowledgeRecord[]>()
  for (const row of rows) {
    const { entity, id, doc, phase } = Draft.parse(row.draft)
    if (phase.name === 'with-team')
      ahead.set(phase.team, [...(ahead.get(phase.team) ?? []), { entity, id, doc }])
  }
  return ahead
}
