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
  /** The version in use; undefined where no signed bundle names the record. */
  versionOf(entity: string, id: string): number | undefined
  /** `since` null with the first bundle. */
  keep(record: ManifestRecord, since: string | null): void
  drop(entity: string, id: string): void
  /** What a new version took the place of; of each record the last few are kept. */
  keepEarlier(record: Pick<ManifestRecord, 'entity' | 'id' | 'version'>, doc: object): void
  /** What this agent knew before the version in use: the last one that he read, else the oldest kept. */
  earlier(agentId: string, entity: string, id: string): unknown
  /** Newest first. */
  unread(agentId: string): UnreadRecord[]
  /** False where this version was read before. */
  markRead(agentId: string, read: ReadReceipt, at: string): boolean
}

/** More than an agent misses in a holiday; older ones only take room. */
const earlierKept = 5

export function createBundleRecords(db: Db): BundleRecords {
  const selectAll = db.prepare<[], ManifestRecord>(
    'SELECT entity, id, version, sha256 FROM bundle_records ORDER BY entity, id',
  )
  const selectVersion = db
    .prepare<[string, string], number>('SELECT version FROM bundle_records WHERE entity = ? AND id = ?')
    .pluck()
  const insertEarlier = db.prepare(
    'INSERT INTO earlier_records (entity, id, version, doc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const pruneEarlier = db.prepare(
    `DELETE FROM earlier_records WHERE entity = @entity AND id = @id AND version NOT IN (
       SELECT version FROM earlier_records WHERE entity = @entity AND id = @id ORDER BY version DESC LIMIT @kept)`,
  )
  const selectEarlier = db
    .prepare<{ agentId: string; entity: string; id: string }, string>(
      `SELECT earlier.doc FROM earlier_records AS earlier
         JOIN bundle_records AS record ON record.entity = earlier.entity AND record.id = earlier.id
         LEFT JOIN knowledge_reads AS done
           ON done.agent_id = @agentId AND done.entity = earlier.entity AND done.id = earlier.id
        WHERE earlier.entity = @entity AND earlier.id = @id AND earlier.version < record.version
        ORDER BY abs(earlier.version - ifnull(done.version, 0)) LIMIT 1`,
    )
    .pluck()
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
    versionOf: (entity, id) => selectVersion.get(entity, id),
    keepEarlier({ entity, id, version }, doc) {
      insertEarlier.run(entity, id, version, JSON.stringify(doc))
      pruneEarlier.run({ entity, id, kept: earlierKept })
    },
    earlier(agentId, entity, id) {
      const doc = selectEarlier.get({ agentId, entity, id })
      return doc === undefined ? undefined : (JSON.parse(doc) as unknown)
    },
    keep: ({ entity, id, version, sha256 }, since) => void upsert.run(entity, id, version, sha256, since),
    drop: (entity, id) => void remove.run(entity, id),
    unread: (agentId) => selectUnread.all(agentId),
    markRead: (agentId, { entity, id, version }, at) =>
      read.run(agentId, entity, id, version, at).changes > 0,
  }
}
