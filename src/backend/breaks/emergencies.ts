import type { Kysely, Transaction } from 'kysely'
import { ulid } from 'ulid'
import { DeclaredEmergency } from '../../shared/domain/declared-emergency.ts'
import { refusals } from '../../shared/domain/shifts/refusals.ts'
import { DeskError } from '../../shared/errors.ts'
import { lockRecords, readRecords, writeRecords } from '../changes/change-log.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from '../schedules/audit.ts'
import { readAgent } from '../sign-in/agents.ts'

/** Goes through whatever the hour, and leaves its trace with the reason. Throws `not-found`. */
export async function declareEmergency(
  db: Kysely<Database>,
  agentId: string,
  said: { reason: string; words: string },
  by: { agentId: string; name: string; at: Date },
): Promise<DeclaredEmergency> {
  const agent = await readAgent(db, agentId)
  if (!agent) throw new DeskError('not-found', 'There is no such agent.')
  const emergency: DeclaredEmergency = {
    emergencyId: ulid(by.at.getTime()),
    agentId,
    agentName: agent.name,
    byAgentId: by.agentId,
    byName: by.name,
    at: by.at.toISOString(),
    ...said,
    readAt: null,
  }
  await db.transaction().execute(async (trx) => {
    await writeAudit(trx, by.at, {
      agentId: by.agentId,
      act: 'emergency.declared',
      subject: agentId,
      detail: said.reason,
    })
    await writeRecords(
      trx,
      [{ entity: 'declared-emergency', id: emergency.emergencyId, doc: emergency }],
      by.at,
    )
  })
  return emergency
}

/** Newest first; of one agent, or of all of them for the log of the leads. */
export async function readEmergencies(
  db: Kysely<Database>,
  agentId?: string,
  limit = 100,
): Promise<DeclaredEmergency[]> {
  let rows = db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'declared-emergency')
    .where('doc', 'is not', null)
  if (agentId !== undefined) rows = rows.where('owner', '=', agentId)
  const found = await rows.orderBy('id', 'desc').limit(limit).execute()
  return found.map(({ doc }) => DeclaredEmergency.parse(doc))
}

/** The agent has read it: the leads see when. */
export async function readEmergencyReceipts(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'emergency.read'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.emergencyId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'declared-emergency', ids)
  return commands.map(({ agentId, payload: { emergencyId } }): Verdict => {
    const emergency = DeclaredEmergency.optional().parse(standing.get(emergencyId))
    if (emergency?.agentId !== agentId) return { status: 'rejected', reason: refusals.emergencyOfAnother }
    const doc = { ...emergency, readAt: emergency.readAt ?? at.toISOString() }
    return { status: 'accepted', writes: [{ entity: 'declared-emergency', id: emergencyId, doc }] }
  })
}
