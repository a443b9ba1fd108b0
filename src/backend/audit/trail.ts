import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { ulid } from 'ulid'
import { paths } from '../../shared/backend-api.ts'
import { DeskError } from '../../shared/errors.ts'
import { AuditQuestion, TrailEntry, operatingPaths, type AuditPage } from '../../shared/operating-api.ts'
import { publishingPaths } from '../../shared/publishing-api.ts'
import { schedulePaths } from '../../shared/schedules-api.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import { faultFacts, type Log } from '../log.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The entry that waits for what becomes of this request. */
    auditId: string | null
  }
}

/** Who changed what. Every request that changes something leaves a trace before it does. */
export interface Trail {
  /** For what has no caller yet: a sign-in. */
  note(entry: Omit<TrailEntry, 'at' | 'reason'>): Promise<string>
  /**
   * Call before anything of a citizen is handed out of `subject`: who saw it must not be known from desks alone
   * (ENS op.exp.8). Without a `reason` the look is one that was refused. A look that cannot be written is not had.
   */
  look(request: FastifyRequest, subject: string, reason: TrailEntry['reason']): Promise<void>
}

export interface TrailDeps {
  db: Kysely<Database>
  clock: Clock
  log: Log
}

/**
 * What changes nothing of the city: what desks say by themselves every few seconds, and questions that need a
 * body. Commands keep their own trace, in the transaction that decides them.
 */
const untraced: ReadonlySet<string> = new Set([
  `POST ${paths.commands}`,
  `PUT ${paths.presence}`,
  `PUT ${paths.agentReport}`,
  `POST ${paths.desk}`,
  `POST ${paths.accessLog}`,
  `POST ${paths.sameCases}`,
  `POST ${publishingPaths.documents}`,
  `POST ${publishingPaths.installed}`,
  `POST ${schedulePaths.proposal(':weekStart')}`,
])
const subjectLength = 200

/**
 * A change whose trace cannot be written is not made: it is `unavailable`. The trace names the address and the
 * ids in it, never the body.
 */
export function keepTrail(app: FastifyInstance, { db, clock, log }: TrailDeps): Trail {
  async function write({ agentId, act, subject, outcome, reason }: Omit<TrailEntry, 'at'>): Promise<string> {
    const at = clock.now()
    const auditId = ulid(at)
    await db
      .insertInto('audit_trail')
      .values({
        audit_id: auditId,
        at: new Date(at),
        agent_id: agentId,
        act,
        subject: subject.slice(0, subjectLength),
        outcome,
        reason,
      })
      .execute()
      .catch((cause: unknown) => {
        throw new DeskError('unavailable', 'The audit trail cannot be written now. Nothing was done.', {
          cause,
        })
      })
    return auditId
  }

  const note: Trail['note'] = async (entry) => await write({ ...entry, reason: null })
  const look: Trail['look'] = async (request, subject, reason) => {
    const { agentId } = callerOf(request).agent
    await write({
      agentId,
      act: actOf(request),
      subject,
      outcome: reason === null ? 'refused' : 'done',
      reason,
    })
  }

  app.decorateRequest('auditId', null)
  app.addHook('preHandler', async (request) => {
    const act = actOf(request)
    if (!request.caller || request.method === 'GET' || request.method === 'HEAD' || untraced.has(act)) return
    const { agentId } = request.caller.agent
    request.auditId = await note({ agentId, act, subject: subjectOf(request), outcome: 'asked' })
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.auditId === null) return
    await db
      .updateTable('audit_trail')
      .set({ outcome: reply.statusCode < 400 ? 'done' : 'refused' })
      .where('audit_id', '=', request.auditId)
      .execute()
      .catch((fault: unknown) => log.warn('an audit entry stays open', faultFacts(fault)))
  })
  app.route({
    method: 'GET',
    url: operatingPaths.audit,
    handler: async (request) => {
      onlyFor(request, 'administrator')
      return await readTrail(db, checked(AuditQuestion, request.query))
    },
  })
  return { note, look }
}

const actOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions.url ?? ''}`

const subjectOf = ({ params }: FastifyRequest): string =>
  Object.values((params ?? {}) as Record<string, string>).join(' ')

/** Both traces as one, newest first: what was asked of addresses, and what came as commands. */
async function readTrail(
  db: Kysely<Database>,
  { before, agentId, limit }: AuditQuestion,
): Promise<AuditPage> {
  const [time, id = ''] = before?.split('~') ?? []
  const at = time === undefined ? null : new Date(Number(time))
  const who = agentId ?? null
  const { rows } = await sql<{
    id: string
    at: Date
    agent_id: string | null
    act: string
    subject: string
    outcome: TrailEntry['outcome']
    reason: TrailEntry['reason']
  }>`
    SELECT * FROM (
      (SELECT audit_id AS id, at, agent_id, act, subject, outcome, reason FROM audit_trail
        WHERE (${at}::timestamptz IS NULL OR (at, audit_id) < (${at}::timestamptz, ${id}::text))
          AND (${who}::text IS NULL OR agent_id = ${who}::text)
        ORDER BY at DESC, audit_id DESC LIMIT ${limit})
      UNION ALL
      (SELECT command_id, decided_at, agent_id, type, coalesce(subject, ''),
          CASE status WHEN 'accepted' THEN 'done' ELSE 'refused' END, NULL FROM commands
        WHERE (${at}::timestamptz IS NULL OR (decided_at, command_id) < (${at}::timestamptz, ${id}::text))
          AND (${who}::text IS NULL OR agent_id = ${who}::text)
        ORDER BY decided_at DESC, command_id DESC LIMIT ${limit})
    ) AS both_trails ORDER BY at DESC, id DESC LIMIT ${limit}
  `.execute(db)
  const last = rows.at(-1)
  return {
    entries: rows.map((row) => TrailEntry.parse({ ...row, agentId: row.agent_id, at: row.at.toISOString() })),
    next: last && rows.length === limit ? `${last.at.getTime()}~${last.id}` : null,
  }
}
