import type { Kysely } from 'kysely'
import { Agent } from '../../shared/domain/agent.ts'
import { readRecord } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'

export async function readAgent(db: Kysely<Database>, agentId: string): Promise<Agent | undefined> {
  return Agent.optional().parse(await readRecord(db, 'agent', agentId))
}

/** For the demo's list of names to choose from. */
export async function readAgents(db: Kysely<Database>): Promise<Agent[]> {
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'agent')
    .where('doc', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => Agent.parse(row.doc))
}
