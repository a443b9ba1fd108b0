import type { Kysely } from 'kysely'
import type { Draft } from '../../shared/domain/publishing/draft.ts'
import {
  EditableEntity,
  titleOf,
  versionOf,
  type KnowledgeRecord,
} from '../../shared/domain/publishing/record.ts'
import type { KnowledgeLine, KnowledgeOverview } from '../../shared/publishing-api.ts'
import type { Database } from '../database/schema.ts'
import { readAgents } from '../sign-in/agents.ts'
import { currentManifest } from './bundles.ts'
import { openDrafts } from './drafts.ts'
import { refusalsNow } from './receipts.ts'
import { byName, standingKnowledge } from './standing.ts'

/** The team lead's list: everything in use and everything being written, in one order. */
export async function overview(db: Kysely<Database>): Promise<KnowledgeOverview> {
  const drafts = await openDrafts(db)
  const published = new Map<string, string>(
    (
      await db.selectFrom('knowledge_versions').select(['entity', 'id', 'version', 'published_at']).execute()
    ).map((row) => [`${row.entity} ${row.id} ${row.version}`, row.published_at.toISOString()] as const),
  )
  const standing = (await standingKnowledge(db)).flatMap((record) => {
    const entity = EditableEntity.safeParse(record.entity)
    return entity.success ? [{ ...record, entity: entity.data }] : []
  })
  const known = new Set(standing.map(nameOf))
  const lines = standing.map((record): KnowledgeLine => {
    const version = versionOf(record)
    return {
      ...lineOf(
        record,
        drafts.find((draft) => nameOf(draft) === nameOf(record)),
      ),
      version,
      publishedAt: published.get(`${nameOf(record)} ${version}`) ?? null,
    }
  })
  const fresh = drafts.filter((draft) => !known.has(nameOf(draft))).map((draft) => lineOf(draft, draft))
  const { bundleVersion, createdAt, records } = await currentManifest(db, undefined)
  const agents = await readAgents(db)
  return {
    lines: [...lines, ...fresh].toSorted(byName),
    teams: [...new Set(agents.flatMap(({ team }) => team ?? []))].toSorted(),
    people: agents.map(({ agentId, name }) => ({ agentId, name })),
    bundle: { bundleVersion, createdAt, records: records.length },
    refusals: await refusalsNow(db),
  }
}

function lineOf(
  record: KnowledgeRecord & { readonly entity: EditableEntity },
  open: Draft | undefined,
): KnowledgeLine {
  const reviewDue = record.doc['reviewDue']
  const { doc: _, ...draft } = open ?? { doc: undefined }
  return {
    entity: record.entity,
    id: record.id,
    title: titleOf(record),
    version: 0,
    publishedAt: null,
    reviewDue: typeof reviewDue === 'string' ? reviewDue : null,
    draft: open ? (draft as KnowledgeLine['draft']) : null,
  }
}

function nameOf({ entity, id }: { entity: string; id: string }): string {
  return `${entity} ${id}`
}
