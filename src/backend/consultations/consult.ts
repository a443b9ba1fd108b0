import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import { Consultation, type Metric } from '../../shared/domain/consultation.ts'
import { writeRecords, type RecordWrite } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'

export interface Look {
  /** Whose figures are looked at. */
  agentIds: readonly string[]
  metrics: readonly Metric[]
  by: { agentId: string; name: string }
  reason: string
}

/**
 * Call before the figures of single people are shown, and show nothing if it throws: each of them reads on their
 * own desk who looked, at what and why. Looking at one's own figures is nobody's business.
 */
export async function consult(db: Kysely<Database>, clock: Clock, look: Look): Promise<void> {
  const at = new Date(clock.now())
  const writes = look.agentIds
    .filter((agentId) => agentId !== look.by.agentId)
    .flatMap((agentId) =>
      look.metrics.map((metric): RecordWrite => {
        const consultationId = ulid(clock.now())
        const doc = Consultation.parse({
          consultationId,
          agentId,
          metric,
          byAgentId: look.by.agentId,
          byName: look.by.name,
          at: at.toISOString(),
          reason: look.reason.trim(),
        })
        return { entity: 'consultation', id: consultationId, doc }
      }),
    )
  if (writes.length > 0) await db.transaction().execute((trx) => writeRecords(trx, writes, at))
}
