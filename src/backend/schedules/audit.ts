import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import { AuditEntry } from '../../shared/schedules-api.ts'
import type { Database } from '../database/schema.ts'

/** In the transaction of what it tells, so that nothing happens without a trace and no trace of what did not. */
export async function writeAudit(
  db: Kysely<Database>,
  at: Date,
  entry: Pick<AuditEntry, 'agentId' | 'act' | 'subject'> & { detail?: string },
): Promise<void> {
  await db
    .insertInto('schedule_audit')
    .values({
      audit_id: ulid(at.getTime()),
      at: at.toISOString(),
      agent_id: entry.agentId,
      act: entry.act,
      subject: entry.subject,
      detail: entry.detail ?? '',
    })
    .execute()
}

/** Newest first. */
export async function readAudit(db: Kysely<Database>, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('schedule_audit')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('audit_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) =>
    AuditEntry.parse({
      auditId: row.audit_id,
      at: row.at.toISOString(),
      agentId: row.agent_id,
      act: row.act,
      subject: row.subject,
      detail: row.detail,
    }),
  )
}
