import type { Kysely } from 'kysely'
import type { Agent } from '../../shared/domain/agent.ts'
import { AgentWeek } from '../../shared/domain/schedules/dated-shift.ts'
import { DeskError } from '../../shared/errors.ts'
import { readDisconnected } from '../breaks/disconnection.ts'
import { lockRecords, readRecords, writeRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from './audit.ts'

/**
 * The lead's words to an agent who does not agree with a week: the week stays as it is. It comes down with the changes
 * and so is read on the next shift, not in the evening. Throws `not-found`, `conflict` where nobody disagrees.
 */
export async function replyToWeek(
  db: Kysely<Database>,
  weekId: string,
  words: string,
  by: { lead: Pick<Agent, 'agentId' | 'name'>; at: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockRecords(trx, [weekId])
    const standing = (await readRecords(trx, 'schedule-week', [weekId])).get(weekId)
    if (!standing) throw new DeskError('not-found', 'This week is not published.')
    const week = AgentWeek.parse(standing)
    if (week.answer?.kind !== 'disputed')
      throw new DeskError('conflict', 'The agent has answered otherwise meanwhile.')
    const { agentId, name: byName } = by.lead
    const doc: AgentWeek = { ...week, reply: { words, byName, at: by.at.toISOString() } }
    await writeAudit(trx, by.at, { agentId, act: 'week.replied', subject: weekId })
    const disconnected = await readDisconnected(trx, [week.agentId], by.at.getTime())
    await writeRecords(trx, [{ entity: 'schedule-week', id: weekId, doc }], by.at, disconnected)
  })
}
