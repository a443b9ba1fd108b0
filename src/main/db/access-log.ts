import { createHash } from 'node:crypto'
import { AccessEntry, chainStart, sealedText } from '../../shared/domain/access-log.ts'
import type { Db } from './open.ts'

/** What the caller knows of an access; number, hash and the link to the entry before are given here. */
export type Access = Omit<AccessEntry, 'logId' | 'sequence' | 'record' | 'previous' | 'hash'> & {
  recordId: string
}

/** Append-only: nothing here changes or removes an entry but what the backend has had long enough. */
export interface AccessLogRows {
  append(logId: string, access: Access): void
  /** The oldest that the backend does not have. */
  unsent(limit: number): AccessEntry[]
  sentUpTo(sequence: number): void
  newestOf(agentId: string, limit: number): { entry: AccessEntry; sent: boolean }[]
  /** Recomputes every seal and every link. */
  whole(): boolean
}

export function createAccessLogRows(db: Db): AccessLogRows {
  const insert = db.prepare('INSERT INTO access_log (sequence, agent_id, doc) VALUES (?, ?, ?)')
  const selectLast = db.prepare<[], Row>('SELECT doc FROM access_log ORDER BY sequence DESC LIMIT 1')
  const selectUnsent = db.prepare<[number], Row>(
    'SELECT doc FROM access_log WHERE sent = 0 ORDER BY sequence LIMIT ?',
  )
  const markSent = db.prepare('UPDATE access_log SET sent = 1 WHERE sent = 0 AND sequence <= ?')
  const selectNewest = db.prepare<[string, number], Row & { sent: number }>(
    'SELECT doc, sent FROM access_log WHERE agent_id = ? ORDER BY sequence DESC LIMIT ?',
  )
  const selectAll = db.prepare<[], Row>('SELECT doc FROM access_log ORDER BY sequence')

  return {
    append(logId, { recordId, ...access }) {
      const last = selectLast.get()
      const before = last && read(last)
      const unsealed = {
        ...access,
        logId,
        sequence: (before?.sequence ?? 0) + 1,
        record: sha256(recordId),
        previous: before?.hash ?? chainStart,
      }
      const entry = AccessEntry.parse({ ...unsealed, hash: sha256(sealedText(unsealed)) })
      insert.run(entry.sequence, entry.agentId, JSON.stringify(entry))
    },
    unsent: (limit) => selectUnsent.all(limit).map(read),
    sentUpTo: (sequence) => void markSent.run(sequence),
    newestOf: (agentId, limit) =>
      selectNewest.all(agentId, limit).map((row) => ({ entry: read(row), sent: row.sent === 1 })),
    whole() {
      let previous = chainStart
      let sequence = 0
      for (const row of selectAll.iterate()) {
        const entry = read(row)
        sequence += 1
        if (entry.sequence !== sequence || entry.previous !== previous) return false
        if (entry.hash !== sha256(sealedText(entry))) return false
        previous = entry.hash
      }
      return true
    },
  }
}

type Row = { doc: string }
const read = (row: Row) => AccessEntry.parse(JSON.parse(row.doc))

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
