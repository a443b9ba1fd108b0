import type { Kysely } from 'kysely'
import { z } from 'zod'
import { PublishedEntity, type KnowledgeRecord } from '../../shared/domain/publishing/record.ts'
import type { Database } from '../database/schema.ts'

const Doc = z.record(z.string(), z.unknown())

/** Everything that is in use for everybody, in one order for all who sign or compare it. */
export async function standingKnowledge(db: Kysely<Database>): Promise<KnowledgeRecord[]> {
  const rows = await db
    .selectFrom('records')
    .select(['entity', 'id', 'doc'])
    .where('entity', 'in', PublishedEntity.options)
    .where('doc', 'is not', null)
    .execute()
  return rows
    .map((row) => ({ entity: PublishedEntity.parse(row.entity), id: row.id, doc: Doc.parse(row.doc) }))
    .toSorted(byName)
}

/** The same order on every machine: by code unit, not by a locale. */
export function byName(a: Named, b: Named): number {
  const [one, other] = [`${a.entity} ${a.id}`, `${b.entity} ${b.id}`]
  return one < other ? -1 : one > other ? 1 : 0
}

type Named = { readonly entity: string; readonly id: string }
