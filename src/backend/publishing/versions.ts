import type { Kysely, Transaction } from 'kysely'
import type { EditableEntity } from '../../shared/domain/publishing/record.ts'
import { DeskError } from '../../shared/errors.ts'
import type { KnowledgeVersion } from '../../shared/publishing-api.ts'
import type { Database } from '../database/schema.ts'

/** Who publishes where the city's files brought it: no agent's code holds a colon. */
export const packAuthor = 'pack:'

export interface KeptVersion {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly sha256: string
  readonly bundleVersion: number
  readonly at: Date
  readonly by: string
  readonly approvedBy?: string
  readonly team?: string
  readonly rolledBackTo?: number
  readonly reason?: string
}

/** That a version went out. One that a team had first becomes everybody's, with both names kept. */
export async function keepVersion(trx: Transaction<Database>, kept: KeptVersion): Promise<void> {
  const { entity, id, version } = kept
  const row = {
    sha256: kept.sha256,
    bundle_version: kept.bundleVersion,
    published_at: kept.at,
    published_by: kept.by,
    team: kept.team ?? null,
    rolled_back_to: kept.rolledBackTo ?? null,
    reason: kept.reason ?? null,
  }
  await trx
    .insertInto('knowledge_versions')
    .values({ entity, id, version, ...row, approved_by: kept.approvedBy ?? null })
    .onConflict((conflict) =>
      conflict
        .columns(['entity', 'id', 'version'])
        .doUpdateSet({ ...row, ...(kept.approvedBy === undefined ? {} : { approved_by: kept.approvedBy }) }),
    )
    .execute()
}

/** A number that a team saw is never given to another content. */
export async function takeBack(
  trx: Transaction<Database>,
  { entity, id }: { entity: string; id: string },
  version: number,
): Promise<void> {
  await trx
    .updateTable('knowledge_versions')
    .set({ taken_back: true })
    .where('entity', '=', entity)
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
}

export async function newestVersion(db: Kysely<Database>, entity: string, id: string): Promise<number> {
  const row = await db
    .selectFrom('knowledge_versions')
    .select((each) => each.fn.max('version').as('version'))
    .where('entity', '=', entity)
    .where('id', '=', id)
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

/** 0 where everything so far came from the city's files. */
export async function newestVersionByPeople(
  db: Kysely<Database>,
  entity: string,
  id: string,
): Promise<number> {
  const row = await db
    .selectFrom('knowledge_versions')
    .select((each) => each.fn.max('version').as('version'))
    .where('entity', '=', entity)
    .where('id', '=', id)
    .where('published_by', '!=', packAuthor)
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

/** The content of a version that went out. Throws `not-found`. */
export async function versionDocument(
  db: Kysely<Database>,
  entity: string,
  id: string,
  version: number,
): Promise<Record<string, unknown>> {
  const row = await db
    .selectFrom('knowledge_versions')
    .innerJoin('knowledge_documents', 'knowledge_documents.sha256', 'knowledge_versions.sha256')
    .select('knowledge_documents.doc')
    .where('entity', '=', entity)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', `There is no version ${version} of ${id}.`)
  return row.doc as Record<string, unknown>
}

/** Newest first; `inUse` is what stands for everybody. */
export async function versionsOf(
  db: Kysely<Database>,
  entity: EditableEntity,
  id: string,
  inUse: number,
): Promise<KnowledgeVersion[]> {
  const rows = await db
    .selectFrom('knowledge_versions')
    .selectAll()
    .where('entity', '=', entity)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
    approvedBy: row.approved_by,
    team: row.team,
    state:
      row.version === inUse
        ? 'in-use'
        : row.taken_back
          ? 'taken-back'
          : row.version > inUse
            ? 'with-team'
            : 'replaced',
    rolledBackTo: row.rolled_back_to,
    reason: row.reason,
  }))
}
