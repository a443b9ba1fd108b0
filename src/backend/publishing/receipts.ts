import type { Insertable, Kysely, Transaction } from 'kysely'
import type { Agent } from '../../shared/domain/agent.ts'
import { BundleRefusal } from '../../shared/domain/publishing/bundle.ts'
import { KnownReading } from '../../shared/domain/publishing/read-receipt.ts'
import type { BundleReceipt, KnowledgeOverview, Readers } from '../../shared/publishing-api.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'
import { readAgents } from '../sign-in/agents.ts'
import { documentHash } from './hash.ts'

/** What desks did with what they were offered. */
export interface ReceiptBook {
  /** Resolves when it is written. A refusal leaves standing what the desk has. */
  keep(agentId: string, receipt: BundleReceipt, at: Date): Promise<void>
}

/** After a publication every desk tells within a second or two: what comes in while one is written goes together. */
export function createReceiptBook(db: Kysely<Database>): ReceiptBook {
  let waiting: { receipts: Map<string, ReceiptRow>; written: Promise<void> } | undefined
  let writing: Promise<void> = Promise.resolve()

  async function writeNext(): Promise<void> {
    await writing.catch(() => undefined)
    const rows = [...(waiting?.receipts.values() ?? [])]
    waiting = undefined
    writing = writeReceipts(db, rows)
    await writing
  }

  return {
    keep(agentId, { bundleVersion, refusal }, at) {
      const receipts = waiting?.receipts ?? new Map<string, ReceiptRow>()
      receipts.set(agentId, {
        agent_id: agentId,
        bundle_version: bundleVersion,
        installed_at: at,
        refusal,
        told_at: at,
      })
      waiting ??= { receipts, written: writeNext() }
      return waiting.written
    },
  }
}

type ReceiptRow = Insertable<Database['knowledge_installs']>

async function writeReceipts(db: Kysely<Database>, rows: readonly ReceiptRow[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('knowledge_installs')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('agent_id').doUpdateSet((row) => ({
        refusal: row.ref('excluded.refusal'),
        told_at: row.ref('excluded.told_at'),
        bundle_version: row.ref('excluded.bundle_version'),
        installed_at: row
          .case()
          .when('knowledge_installs.bundle_version', '=', row.ref('excluded.bundle_version'))
          .then(row.ref('knowledge_installs.installed_at'))
          .else(row.ref('excluded.installed_at'))
          .end(),
      })),
    )
    .execute()
}

/** Reading again is reading once: the first time counts. Every other desk of the same agent hears of it. */
export async function recordReads(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'knowledge.read'>[],
): Promise<Verdict[]> {
  const readings = commands.map(({ agentId, issuedAt, payload }): KnownReading => {
    return { ...payload, agentId, readAt: issuedAt }
  })
  for (const { agentId, readAt, ...receipt } of readings)
    await trx
      .insertInto('knowledge_reads')
      .values({ ...receipt, agent_id: agentId, read_at: new Date(readAt) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  const ids = readings.map(readingId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'reading', ids)
  return readings.map((reading, index) => {
    const id = ids[index] ?? ''
    const known = KnownReading.safeParse(standing.get(id)).data
    // What comes late from a desk that was off must not take back a newer version.
    if (known && known.version >= reading.version) return { status: 'accepted', writes: [] }
    standing.set(id, reading)
    return { status: 'accepted', writes: [{ entity: 'reading', id, doc: reading }] }
  })
}

/** One per agent and record; their names together are longer than an id may be. */
function readingId({ agentId, entity, id }: KnownReading): string {
  return documentHash({ agentId, entity, id })
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
