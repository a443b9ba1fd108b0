import type { Kysely, Transaction } from 'kysely'
import type { Agent } from '../../shared/domain/agent.ts'
import { BundleRefusal } from '../../shared/domain/publishing/bundle.ts'
import type { BundleReceipt, KnowledgeOverview, Readers } from '../../shared/publishing-api.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'
import { readAgents } from '../sign-in/agents.ts'

/** What a desk did with what it was offered. A refusal leaves standing what it has. */
export async function keepReceipt(
  db: Kysely<Database>,
  agentId: string,
  { bundleVersion, refusal }: BundleReceipt,
  at: Date,
): Promise<void> {
  const told = { refusal, told_at: at }
  const has = { bundle_version: bundleVersion, installed_at: at }
  await db
    .insertInto('knowledge_installs')
    .values({ agent_id: agentId, ...has, ...told })
    .onConflict((conflict) =>
      conflict.column('agent_id').doUpdateSet((row) => ({
        ...told,
        bundle_version: bundleVersion,
        installed_at: row
          .case()
          .when('knowledge_installs.bundle_version', '=', bundleVersion)
          .then(row.ref('knowledge_installs.installed_at'))
          .else(at)
          .end(),
      })),
    )
    .execute()
}

/** Reading again is reading once: the first time counts. */
export async function recordReads(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'knowledge.read'>[],
): Promise<Verdict[]> {
  for (const { agentId, issuedAt, payload } of commands)
    await trx
      .insertInto('knowledge_reads')
      .values({ ...payload, agent_id: agentId, read_at: new Date(issuedAt) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return commands.map(() => ({ status: 'accepted', writes: [] }))
}

/** Everybody who takes contacts, so that who is missing shows. */
export async function readersOf(
  db: Kysely<Database>,
  which: { entity: string; id: string; version: number },
): Promise<Readers['readers']> {
  const went = await db
    .selectFrom('knowledge_versions')
    .select(['bundle_version', 'team'])
    .where('entity', '=', which.entity)
    .where('id', '=', which.id)
    .where('version', '=', which.version)
    .executeTakeFirst()
  const installs = await db.selectFrom('knowledge_installs').selectAll().execute()
  const reads = await db
    .selectFrom('knowledge_reads')
    .selectAll()
    .where('entity', '=', which.entity)
    .where('id', '=', which.id)
    .where('version', '=', which.version)
    .execute()
  return (await readAgents(db)).filter(isMeant(went?.team ?? null)).map(({ agentId, name, team }) => {
    const install = installs.find((row) => row.agent_id === agentId)
    const has = install !== undefined && went !== undefined && install.bundle_version >= went.bundle_version
    return {
      agentId,
      name,
      team: team ?? null,
      hasItSince: has ? install.installed_at.toISOString() : null,
      readAt: reads.find((row) => row.agent_id === agentId)?.read_at.toISOString() ?? null,
    }
  })
}

/** Desks whose last word was a refusal. */
export async function refusalsNow(db: Kysely<Database>): Promise<KnowledgeOverview['refusals']> {
  const agents = new Map((await readAgents(db)).map(({ agentId, name }) => [agentId, name]))
  const rows = await db
    .selectFrom('knowledge_installs')
    .selectAll()
    .where('refusal', 'is not', null)
    .orderBy('agent_id')
    .execute()
  return rows.map((row) => ({
    agentId: row.agent_id,
    name: agents.get(row.agent_id) ?? row.agent_id,
    refusal: BundleRefusal.parse(row.refusal),
    at: row.told_at.toISOString(),
  }))
}

function isMeant(team: string | null): (agent: Agent) => boolean {
  return (agent) => agent.role === 'agent' && (team === null || agent.team === team)
}
