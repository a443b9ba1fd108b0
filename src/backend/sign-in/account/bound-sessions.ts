import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { ulid } from 'ulid'
import type { Agent } from '../../../shared/domain/agent.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { endSessions } from '../end-sessions.ts'
import type { Database } from '../../database/schema.ts'

/** A token is worth this long; a desk buys the next one with its refresh token, ms. */
const tokenLastsMs = 15 * 60_000
/** A shift with its overtime; the next one signs in again, ms. */
const familyLastsMs = 12 * 60 * 60_000
/** An answer that got lost is asked for again within this; a token that comes later was stolen or copied, ms. */
const lostAnswerMs = 10 * 60_000

export interface BoundTokens {
  readonly agentId: string
  readonly token: string
  readonly expiresAt: Date
  readonly refresh: { readonly token: string; readonly expiresAt: Date }
}

/** Sessions that go on by refresh tokens, each good once and only with the key of its desk. */
export interface BoundSessions {
  /** Throws `unauthorised` where this ID token signed somebody in before. */
  open(
    person: { agentId: string; role: Agent['role'] | undefined },
    key: string,
    idToken: { text: string; until: number },
  ): Promise<BoundTokens>
  /**
   * The next tokens. `stolen` where the token was spent before, or another key proves itself: then the whole
   * family has ended, because nobody can tell who of the two is the thief.
   */
  renew(refresh: string, key: string): Promise<BoundTokens | 'unknown' | { stolen: string }>
}

/** `onEnded` after a family ended: what this process remembers of its tokens is not worth anything any more. */
export function createBoundSessions(db: Kysely<Database>, clock: Clock, onEnded: () => void): BoundSessions {
  const now = () => new Date(clock.now())

  async function issue(
    trx: Transaction<Database>,
    family: { family_id: string; agent_id: string; role: Agent['role'] | null; ends_at: Date },
    refresh: string,
  ): Promise<BoundTokens> {
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(Math.min(clock.now() + tokenLastsMs, family.ends_at.getTime()))
    await trx
      .deleteFrom('sessions')
      .where('family_id', '=', family.family_id)
      .where('expires_at', '<=', now())
      .execute()
    await trx
      .insertInto('sessions')
      .values({
        token_hash: hashOf(token),
        agent_id: family.agent_id,
        expires_at: expiresAt,
        role: family.role,
        family_id: family.family_id,
      })
      .execute()
    return {
      agentId: family.agent_id,
      token,
      expiresAt,
      refresh: { token: refresh, expiresAt: family.ends_at },
    }
  }

  async function end(trx: Transaction<Database>, family: { family_id: string; agent_id: string }) {
    await endSessions(trx, (sessions) => sessions.where('family_id', '=', family.family_id))
    await trx.deleteFrom('session_families').where('family_id', '=', family.family_id).execute()
    return { stolen: family.agent_id }
  }

  return {
    open: ({ agentId, role }, key, idToken) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('used_id_tokens').where('until', '<=', now()).execute()
        await trx.deleteFrom('session_families').where('ends_at', '<=', now()).execute()
        const first = await trx
          .insertInto('used_id_tokens')
          .values({ token_hash: hashOf(idToken.text), until: new Date(idToken.until) })
          .onConflict((conflict) => conflict.doNothing())
          .returning('token_hash')
          .executeTakeFirst()
        if (!first) throw new DeskError('unauthorised', 'This sign-in was used already.')
        const refresh = newRefresh()
        const family = {
          family_id: ulid(clock.now()),
          agent_id: agentId,
          role: role ?? null,
          key_thumbprint: key,
          refresh_hash: hashOf(refresh),
          previous_hash: null,
          rotated_at: now(),
          ends_at: new Date(clock.now() + familyLastsMs),
        }
        await trx.insertInto('session_families').values(family).execute()
        return await issue(trx, family, refresh)
      }),
    async renew(refresh, key) {
      const renewed = await db.transaction().execute(async (trx) => {
        const hash = hashOf(refresh)
        const current = await trx
          .selectFrom('session_families')
          .selectAll()
          .where('refresh_hash', '=', hash)
          .forUpdate()
          .executeTakeFirst()
        const family = current ?? (await familyOfSpent(trx, hash))
        if (!family || family.ends_at <= now()) return 'unknown' as const
        if (family.key_thumbprint !== key) return await end(trx, family)
        const answerLost =
          family.previous_hash === hash && clock.now() - family.rotated_at.getTime() <= lostAnswerMs
        if (!current && !answerLost) return await end(trx, family)
        const next = newRefresh()
        await trx
          .insertInto('spent_refreshes')
          .values({ refresh_hash: family.refresh_hash, family_id: family.family_id })
          .execute()
        await trx
          .updateTable('session_families')
          .set({
            refresh_hash: hashOf(next),
            previous_hash: hash,
            // The time for a lost answer runs from the first one: it is not begun anew by asking again.
            rotated_at: current ? now() : family.rotated_at,
          })
          .where('family_id', '=', family.family_id)
          .execute()
        return await issue(trx, family, next)
      })
      if (typeof renewed === 'object' && 'stolen' in renewed) onEnded()
      return renewed
    },
  }
}

async function familyOfSpent(trx: Transaction<Database>, hash: string) {
  return await trx
    .selectFrom('session_families')
    .innerJoin('spent_refreshes', 'spent_refreshes.family_id', 'session_families.family_id')
    .selectAll('session_families')
    .where('spent_refreshes.refresh_hash', '=', hash)
    .forUpdate('session_families')
    .executeTakeFirst()
}

const newRefresh = (): string => randomBytes(32).toString('base64url')
/** 256 random bits, or a token that is longer still: one round is enough. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
