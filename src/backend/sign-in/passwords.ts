import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { endSessions } from './end-sessions.ts'

/** OWASP's scrypt floor for 32 MiB of memory a guess; each hash carries its own cost, so it can rise later. */
const cost = { n: 2 ** 15, r: 8, p: 3 }
const keyBytes = 32
const maxMemory = 64 * 1024 * 1024

/** As stored: `scrypt$n$r$p$salt$key`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.n, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** A hash that no password matches: checking against it takes as long as checking against a real one. */
const decoy = [
  'scrypt',
  cost.n,
  cost.r,
  cost.p,
  'AAAAAAAAAAAAAAAAAAAAAA',
  randomBytes(keyBytes).toString('base64url'),
].join('$')

export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const [, n, r, p, salt = '', key = ''] = (stored ?? decoy).split('$')
  const expected = Buffer.from(key, 'base64url')
  const given = await derive(password, Buffer.from(salt, 'base64url'), {
    n: Number(n),
    r: Number(r),
    p: Number(p),
  })
  return expected.length === given.length && timingSafeEqual(expected, given) && stored !== undefined
}

/** Ends the agent's open sessions too: whoever knew the old password is out. */
export async function setPassword(
  db: Kysely<Database>,
  agentId: string,
  password: string,
  at: Date,
): Promise<void> {
  const entry = { password_hash: await hashPassword(password), changed_at: at }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('credentials')
      .values({ agent_id: agentId, ...entry })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(entry))
      .execute()
    await endSessions(trx, (sessions) => sessions.where('agent_id', '=', agentId))
  })
}

export async function readPasswordHash(db: Kysely<Database>, agentId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('credentials')
    .select('password_hash')
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return row?.password_hash
}

async function derive(
  password: string,
  salt: Buffer,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N: n, r, p, maxmem: maxMemory }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
