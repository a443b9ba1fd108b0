import type { ManifestRecord } from '../../shared/domain/publishing/bundle.ts'
import type { ReadReceipt } from '../../shared/domain/publishing/read-receipt.ts'
import type { Db } from './open.ts'

/** A record that changed since the desk had its first bundle and that this agent has not opened in this version. */
export interface UnreadRecord {
  entity: string
  id: string
  version: number
  since: string
}

/** What the bundle in use vouches for, record by record. */
export interface BundleRecords {
  all(): ManifestRecord[]
  /** `since` null with the first bundle. */
  keep(record: ManifestRecord, since: string | null): void
  drop(entity: string, id: string): void
  /** Newest first. */
  unread(agentId: string): UnreadRecord[]
  /** False where this version was read before. */
  markRead(agentId: string, read: ReadReceipt, at: string): boolean
}

export function createBundleRecords(db: Db): BundleRecords {
  const selectAll = db.prepare<[], ManifestRecord>(
    'SELECT entity, id, version, sha256 FROM bundle_records ORDER BY entity, id',
  )
  const upsert = db.prepare(
    `INSERT INTO bundle_records (entity, id, version, sha256, since) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (entity, id) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256, since = excluded.since`,
  )
  const remove = db.prepare('DELETE FROM bundle_records WHERE entity = ? AND id = ?')
  const selectUnread = db.prepare<[string], UnreadRecord>(
    `SELECT entity, id, version, since FROM bundle_records AS record
      WHERE since IS NOT NULL AND version > 0 AND NOT EXISTS (
        SELECT 1 FROM knowledge_reads AS done
         WHERE done.agent_id = ? AND done.entity = record.entity AND done.id = record.id
           AND done.version >= record.version)
      ORDER BY since DESC, entity, id`,
  )
  const read = db.prepare(
    `INSERT INTO knowledge_reads (agent_id, entity, id, version, read_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (agent_id, entity, id) DO UPDATE SET version = excluded.version, read_at = excluded.read_at
       WHERE excluded.version > knowledge_reads.version`,
  )
  return {
    all: () => selectAll.all(),
    keep: ({ entity, id, version, sha256 }, since) => void upsert.run(entity, id, version, sha256, since),
    drop: (entity, id) => void remove.run(entity, id),
    unread: (agentId) => selectUnread.all(agentId),
    markRead: (agentId, { entity, id, version }, at) =>
      read.run(agentId, entity, id, version, at).changes > 0,
  }
}
