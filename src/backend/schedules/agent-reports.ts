import type { Kysely } from 'kysely'
import type { AgentReport } from '../../shared/domain/schedules/live.ts'
import { dayMs } from '../../shared/domain/shifts/clock-time.ts'
import type { Database } from '../database/schema.ts'

/** Adherence is shown for the day; older states are nobody's business. */
const keptMs = 3 * dayMs

/** The desk's latest word, and the state it began. A repeated word changes only when it was heard. */
export async function storeReport(
  db: Kysely<Database>,
  agentId: string,
  report: AgentReport,
  at: Date,
): Promise<void> {
  const stored = { report: JSON.stringify(report), heard_at: at.toISOString() }
  const state = {
    agent_id: agentId,
    since: report.since,
    state: report.state,
    resting: report.resting,
    on_prompt: report.onPrompt,
  }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('agent_reports')
      .values({ agent_id: agentId, ...stored })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(stored))
      .execute()
    await trx
      .insertInto('agent_states')
      .values(state)
      .onConflict((conflict) => conflict.columns(['agent_id', 'since']).doUpdateSet(state))
      .execute()
    await trx
      .deleteFrom('agent_states')
      .where('agent_id', '=', agentId)
      .where('since', '<', new Date(at.getTime() - keptMs))
      .execute()
  })
}

/** Who signs out is gone, whatever the desk said last. */
export function signedOutReport(now: number): AgentReport {
  const since = new Date(now).toISOString()
  return {
    state: 'signed-out',
    since,
    reason: null,
    resting: false,
    onPrompt: false,
    disconnected: false,
    nextBreak: null,
    overloaded: false,
    rotation: null,
    trade: null,
  }
}
