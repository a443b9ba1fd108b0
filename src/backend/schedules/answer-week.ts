import type { Transaction } from 'kysely'
import { AgentWeek } from '../../shared/domain/schedules/dated-shift.ts'
import { refusal, refusalLine } from '../../shared/domain/schedules/refusal.ts'
import { answerWeek } from '../../shared/domain/schedules/publish.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from './audit.ts'

/** Only the agent whose week it is, and only to the publication that was read. */
export async function answerWeeks(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'schedule.answer'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.weekId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'schedule-week', ids)
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const week = AgentWeek.optional().parse(standing.get(payload.weekId))
    if (!week || week.agentId !== agentId) {
      verdicts.push({ status: 'rejected', reason: refusalLine(refusal('not-published')) })
      continue
    }
    if (week.version !== payload.version) {
      verdicts.push({ status: 'rejected', reason: refusalLine(refusal('published-again')) })
      continue
    }
    const { kind, words } = payload
    const doc = answerWeek(week, { kind, words, at: at.toISOString() })
    await writeAudit(trx, at, { agentId, act: 'week.answered', subject: week.weekId, detail: kind })
    verdicts.push({ status: 'accepted', writes: [{ entity: 'schedule-week', id: week.weekId, doc }] })
  }
  return verdicts
}
