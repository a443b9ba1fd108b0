import { CallQuality } from '../../shared/domain/quality/call-quality.ts'
import type { Db } from './open.ts'

/** How the calls of this desk sounded. Nobody's name or number is in it. */
export interface CallQualityRows {
  put(record: CallQuality): void
  newestOf(agentId: string, limit: number): CallQuality[]
  forgetBefore(endedAt: string): void
}

export function createCallQualityRows(db: Db): CallQualityRows {
  const insert = db.prepare(
    'INSERT OR REPLACE INTO call_qualities (call_quality_id, agent_id, ended_at, doc) VALUES (?, ?, ?, ?)',
  )
  const selectNewest = db.prepare<[string, number], { doc: string }>(
    'SELECT doc FROM call_qualities WHERE agent_id = ? ORDER BY ended_at DESC LIMIT ?',
  )
  const deleteOld = db.prepare('DELETE FROM call_qualities WHERE ended_at < ?')
  return {
    put: (record) =>
      void insert.run(record.callQualityId, record.agentId, record.endedAt, JSON.stringify(record)),
    newestOf: (agentId, limit) =>
      selectNewest.all(agentId, limit).flatMap(({ doc }) => {
        const parsed = CallQuality.safeParse(JSON.parse(doc))
        return parsed.success ? [parsed.data] : []
      }),
    forgetBefore: (endedAt) => void deleteOld.run(endedAt),
  }
}
