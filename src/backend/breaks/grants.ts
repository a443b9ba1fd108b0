import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import type { BreakGrant } from '../../shared/domain/break-grant.ts'
import { DeskError } from '../../shared/errors.ts'
import { writeRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from '../schedules/audit.ts'
import { readAgent } from '../sign-in/agents.ts'
import { readDisconnected } from './disconnection.ts'

/**
 * F-OCC: the lead sees the alarm and decides; a lead can only grant more. Refused for somebody who is off shift
 * (F-DISC): there is nothing to rest from. Throws `not-found` and `conflict`.
 */
export async function grantBreak(
  db: Kysely<Database>,
  agentId: string,
  minutes: number,
  by: { agentId: string; name: string; at: Date },
): Promise<BreakGrant> {
  const agent = await readAgent(db, agentId)
  if (agent?.role !== 'agent') throw new DeskError('not-found', 'There is no such agent.')
  const now = by.at.getTime()
  if ((await readDisconnected(db, [agentId], now)).has(agentId))
    throw new DeskError('conflict', 'This agent is off shift.')
  const grant: BreakGrant = {
    grantId: ulid(now),
    agentId,
    minutes,
    byAgentId: by.agentId,
    byName: by.name,
    at: by.at.toISOString(),
  }
  await db.transaction().execute(async (trx) => {
    const act = { act: 'break.granted', subject: agentId, detail: String(minutes) } as const
    await writeAudit(trx, by.at, { agentId: by.agentId, ...act })
    await writeRecords(trx, [{ entity: 'break-grant', id: grant.grantId, doc: grant }], by.at)
  })
  return grant
}
