import type { Kysely, Transaction } from 'kysely'
import { AuditEntry } from '../../shared/publishing-api.ts'
import type { Database } from '../database/schema.ts'

/** Who did what to the city's knowledge, in the transaction that did it; never changed afterwards. */
export async function note(
  trx: Transaction<Database>,
  entry: Omit<AuditEntry, 'at'> & { at: Date },
): Promise<void> {
  await trx.insertInto('knowledge_audit').values(entry).execute()
}

const longest = 200

/** Newest first. */
export async function historyOf(db: Kysely<Database>, entity: string, id: string): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('knowledge_audit')
    .selectAll()
    .where('entity', '=', entity)
    .where('id', '=', id)
    .orderBy('number', 'desc')
    .limit(longest)
    .execute()
  return rows.map((row) => AuditEntry.parse({ ...row, at: row.at.toISOString() }))
}
