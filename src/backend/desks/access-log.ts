import type { FastifyInstance } from 'fastify'
import type { Kysely, Transaction } from 'kysely'
import { paths } from '../../shared/backend-api.ts'
import { AccessEntry, AccessLogPart, type AccessLogHead } from '../../shared/domain/access-log.ts'
import type { z } from 'zod'
import { lockRecords } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import type { Log } from '../log.ts'
import { brokenRule, emptyChain, firstBreak } from './access-chain.ts'

/** Five hundred entries with their hashes. */
const partBytes = 512 * 1024

export interface AccessLogDeps {
  db: Kysely<Database>
  clock: Clock
  log: Log
}

/** Desks send who saw what; administrators read which logs are whole. */
export function accessLogRoutes(app: FastifyInstance, { db, clock, log }: AccessLogDeps): void {
  app.route({
    method: 'POST',
    url: paths.accessLog,
    bodyLimit: partBytes,
    handler: async (request): Promise<z.infer<typeof AccessLogHead>> => {
      callerOf(request)
      const { deskId, entries } = checked(AccessLogPart, request.body)
      const at = new Date(clock.now())
      const kept = await db.transaction().execute((trx) => keep(trx, deskId, entries, at))
      if (kept.broken) log.error('the access log of a desk is broken', { deskId, ...kept.broken })
      return { sequence: kept.sequence }
    },
  })

  app.route({
    method: 'GET',
    url: paths.accessLogs,
    handler: async (request) => {
      onlyFor(request, 'administrator')
      const rows = await db.selectFrom('access_logs').selectAll().orderBy('begun_at').execute()
      return {
        whole: await accessLogsAreWhole(db),
        logs: rows.map((row) => ({
          logId: row.log_id,
          deskId: row.desk_id,
          begunAt: row.begun_at.toISOString(),
          entries: row.head,
          broken:
            row.broken_at === null
              ? null
              : {
                  at: row.broken_at.toISOString(),
                  sequence: row.broken_sequence ?? 0,
                  rule: row.broken_rule ?? '',
                },
        })),
      }
    },
  })
}

/** Reads every kept log from its first entry: the proof that nobody changed it here either. */
export async function accessLogsAreWhole(db: Kysely<Database>): Promise<boolean> {
  const logs = await db.selectFrom('access_logs').selectAll().execute()
  for (const { log_id, broken_at } of logs) {
    const rows = await db
      .selectFrom('access_entries')
      .select('doc')
      .where('log_id', '=', log_id)
      .orderBy('sequence')
      .execute()
    if (broken_at !== null || firstBreak(rows.map(({ doc }) => AccessEntry.parse(doc)))) return false
  }
  return true
}

interface Kept {
  sequence: number
  broken?: { logId: string; sequence: number; rule: string }
}

/**
 * Takes the entries that are new. The first that does not follow is noted as the break; it and what comes after
 * are kept all the same, and the chain goes on from there.
 */
async function keep(
  trx: Transaction<Database>,
  deskId: string,
  entries: readonly AccessEntry[],
  at: Date,
): Promise<Kept> {
  let kept: Kept = { sequence: 0 }
  for (const logId of new Set(entries.map((entry) => entry.logId))) {
    await lockRecords(trx, [logId])
    const mine = entries.filter((entry) => entry.logId === logId)
    kept = await keepOne(trx, deskId, logId, mine, at)
  }
  return kept
}

async function keepOne(
  trx: Transaction<Database>,
  deskId: string,
  logId: string,
  entries: readonly AccessEntry[],
  at: Date,
): Promise<Kept> {
  const known = await trx
    .selectFrom('access_logs')
    .select(['head', 'head_hash', 'broken_at'])
    .where('log_id', '=', logId)
    .executeTakeFirst()
  let head = known ? { sequence: known.head, hash: known.head_hash } : emptyChain
  let broken: Kept['broken']
  const fresh: AccessEntry[] = []
  for (const entry of entries.toSorted((a, b) => a.sequence - b.sequence)) {
    if (entry.sequence <= head.sequence) {
      if (await saysOtherwise(trx, entry)) broken ??= { logId, sequence: entry.sequence, rule: rewritten }
      continue
    }
    const rule = brokenRule(head, entry)
    if (rule !== undefined) broken ??= { logId, sequence: entry.sequence, rule }
    fresh.push(entry)
    head = entry
  }
  const noted =
    broken && !known?.broken_at
      ? { broken_at: at, broken_sequence: broken.sequence, broken_rule: broken.rule }
      : {}
  const standing = { head: head.sequence, head_hash: head.hash, ...noted }
  await trx
    .insertInto('access_logs')
    .values({ log_id: logId, desk_id: deskId, begun_at: at, ...standing })
    .onConflict((conflict) => conflict.column('log_id').doUpdateSet(standing))
    .execute()
  if (fresh.length > 0)
    await trx
      .insertInto('access_entries')
      .values(
        fresh.map((entry) => ({
          log_id: logId,
          sequence: entry.sequence,
          agent_id: entry.agentId,
          at: new Date(entry.at),
          record: entry.record,
          doc: JSON.stringify(entry),
          received_at: at,
        })),
      )
      .execute()
  return { sequence: head.sequence, ...(broken ? { broken } : {}) }
}

const rewritten = 'was sent before with other words'

async function saysOtherwise(trx: Transaction<Database>, entry: AccessEntry): Promise<boolean> {
  const row = await trx
    .selectFrom('access_entries')
    .select('doc')
    .where('log_id', '=', entry.logId)
    .where('sequence', '=', entry.sequence)
    .executeTakeFirst()
  return row !== undefined && AccessEntry.parse(row.doc).hash !== entry.hash
}
