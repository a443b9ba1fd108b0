import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { Agent } from '../../shared/domain/agent.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { endSessions } from './end-sessions.ts'

/** A shift with its overtime; the next one signs in again. */
const sessionLastsMs = 12 * 60 * 60 * 1000

/** Who is asking; `tokenHash` names the session without being able to open it. */
export interface Caller {
  readonly agent: Agent
  readonly tokenHash: string
  readonly expiresAt: number
}

export interface Sessions {
  open(agentId: string): Promise<{ token: string; expiresAt: Date }>
  /** Undefined for an unknown or expired token, and for an agent who no longer works here. */
  find(token: string): Promise<Caller | undefined>
  /** With all that a refresh token bought of it. */
  close(tokenHash: string): Promise<void>
  /** Something was committed, by whichever process: an agent may have another role, or none. */
  changed(): void
}

/**
 * A desk that heard of news asks five things at once, and so do all others: a token that was found is not looked
 * up again for this long, ms, unless something is committed meanwhile, here or at another process of this backend.
 */
const rememberedMs = 2_000
const mostRemembered = 5_000

export function createSessions(db: Kysely<Database>, clock: Clock): Sessions {
  const found = new Map<string, { caller: Caller; until: number }>()
  let changes = 0

  async function lookUp(tokenHash: string): Promise<Caller | undefined> {
    const row = await db
      .selectFrom('sessions')
      .innerJoin('records', 'records.id', 'sessions.agent_id')
      .select(['sessions.expires_at', 'sessions.role', 'records.doc'])
      .where('records.entity', '=', 'agent')
      .where('records.doc', 'is not', null)
      .where('sessions.token_hash', '=', tokenHash)
      .where('sessions.expires_at', '>', new Date(clock.now()))
      .executeTakeFirst()
    if (!row) return undefined
    const agent = Agent.parse(row.doc)
    return {
      agent: { ...agent, role: row.role ?? agent.role },
      tokenHash,
      expiresAt: row.expires_at.getTime(),
    }
  }

  function forget(): void {
    changes += 1
    found.clear()
  }

  return {
    async open(agentId) {
      const now = clock.now()
      await db.deleteFrom('sessions').where('expires_at', '<=', new Date(now)).execute()
      const token = randomBytes(32).toString('base64url')
      const expiresAt = new Date(now + sessionLastsMs)
      await db
        .insertInto('sessions')
        .values({ token_hash: hashOf(token), agent_id: agentId, expires_at: expiresAt })
        .execute()
      return { token, expiresAt }
    },
    async find(token) {
      const tokenHash = hashOf(token)
      const now = clock.now()
      const known = found.get(tokenHash)
      if (known && now < known.until) return known.caller.expiresAt > now ? known.caller : undefined
      const before = changes
      const caller = await lookUp(tokenHash)
      // What was read before a change may be what the change put an end to.
      if (caller && before === changes) {
        if (found.size >= mostRemembered) found.clear()
        found.set(tokenHash, { caller, until: now + rememberedMs })
      }
      return caller
    },
    async close(tokenHash) {
      const row = await db
        .selectFrom('sessions')
        .select('family_id')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      const familyId = row?.family_id ?? null
      await endSessions(db, (sessions) =>
        familyId === null
          ? sessions.where('token_hash', '=', tokenHash)
          : sessions.where('family_id', '=', familyId),
      )
      if (familyId !== null)
        await db.deleteFrom('session_families').where('family_id', '=', familyId).execute()
      forget()
    },
    changed: forget,
  }
}

/** A token is 256 random bits: one round of SHA-256 is enough, and looking it up by hash leaks no timing. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
