import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { DeskKnock, DeskOrders, DeskView, WipeReceipt } from '../../shared/domain/desk.ts'
import { DeskError } from '../../shared/errors.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { seatElsewhere } from '../sign-in/seats.ts'

/** What the backend knows of the machines, and what it orders them. */
export interface Desks {
  /** An agent sits there: the desk is known from now on. Throws `conflict` where another one took its name. */
  greet(desk: z.infer<typeof DeskKnock>, agentId: string): Promise<DeskOrders>
  /** A desk whose cache is still shut asks for its share. Throws `forbidden` for one that is not known. */
  release(deskId: string, credential: string): Promise<DeskOrders>
  orderWipe(deskId: string, by: string): Promise<void>
  wiped(receipt: WipeReceipt): Promise<void>
  list(): Promise<DeskView[]>
}

/** A desk greets with every round of sync; to the minute is close enough for when it was seen last, ms. */
const seenEveryMs = 60_000

export function createDesks(db: Kysely<Database>, now: () => number): Desks {
  const find = (deskId: string) =>
    db.selectFrom('desks').selectAll().where('desk_id', '=', deskId).executeTakeFirst()

  async function known(deskId: string, credential: string) {
    const desk = await find(deskId)
    if (!desk || !sameHash(desk.credential_hash, credential))
      throw new DeskError('forbidden', 'This desk is not known here.')
    return desk
  }

  async function ordersOf(deskId: string, share: string | null, wipe: boolean): Promise<DeskOrders> {
    const days = (await readCity(db)).desk?.keyShareDays
    if (wipe || days === undefined) return { wipe, share: null }
    if (share !== null) return { wipe, share: { value: share, days } }
    // Two greetings at once must not release two shares: the first one stands.
    const made = randomBytes(32).toString('base64url')
    await db
      .updateTable('desks')
      .set({ share: made })
      .where('desk_id', '=', deskId)
      .where('share', 'is', null)
      .execute()
    const desk = await find(deskId)
    return { wipe, share: { value: desk?.share ?? made, days } }
  }

  return {
    async greet({ deskId, credential, outbox }, agentId) {
      const unsent = outbox?.waiting ?? 0
      const since = unsent === 0 ? null : new Date(now() - (outbox?.oldestSeconds ?? 0) * 1000).toISOString()
      const seen = { agent_id: agentId, seen_at: new Date(now()).toISOString(), unsent, unsent_since: since }
      let desk = await find(deskId)
      if (!desk) {
        await db
          .insertInto('desks')
          .values({ desk_id: deskId, credential_hash: hashOf(credential), ...seen })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        desk = await find(deskId)
      }
      if (!desk || !sameHash(desk.credential_hash, credential))
        throw new DeskError('conflict', 'Another machine is known under the name of this desk.')
      const isNews = desk.agent_id !== agentId || desk.unsent !== unsent
      if (isNews || now() - desk.seen_at.getTime() >= seenEveryMs)
        await db.updateTable('desks').set(seen).where('desk_id', '=', deskId).execute()
      const elsewhere = await seatElsewhere(db, { agentId, deskId })
      const orders = await ordersOf(deskId, desk.share, mustWipe(desk))
      return elsewhere === undefined ? orders : { ...orders, elsewhere }
    },
    async release(deskId, credential) {
      const desk = await known(deskId, credential)
      return await ordersOf(deskId, desk.share, mustWipe(desk))
    },
    async orderWipe(deskId, by) {
      const ordered = await db
        .updateTable('desks')
        .set({ wipe_ordered_at: new Date(now()).toISOString(), wipe_ordered_by: by, share: null })
        .where('desk_id', '=', deskId)
        .returning('desk_id')
        .executeTakeFirst()
      if (!ordered) throw new DeskError('not-found', 'No desk has that name.')
    },
    async wiped({ deskId, credential, ...receipt }) {
      await known(deskId, credential)
      await db
        .updateTable('desks')
        .set({ wiped: JSON.stringify(receipt) })
        .where('desk_id', '=', deskId)
        .execute()
    },
    async list() {
      const rows = await db.selectFrom('desks').selectAll().orderBy('seen_at', 'desc').execute()
      return rows.map((row) => ({
        deskId: row.desk_id,
        agentId: row.agent_id,
        seenAt: row.seen_at.toISOString(),
        wipeOrderedAt: row.wipe_ordered_at?.toISOString() ?? null,
        wipeOrderedBy: row.wipe_ordered_by,
        wiped: (row.wiped as DeskView['wiped']) ?? null,
      }))
    },
  }
}

function mustWipe(desk: { wipe_ordered_at: Date | null; wiped: unknown }): boolean {
  return desk.wipe_ordered_at !== null && desk.wiped === null
}

/** 256 random bits need no slow hash. */
function hashOf(credential: string): string {
  return createHash('sha256').update(credential).digest('hex')
}

function sameHash(kept: string, credential: string): boolean {
  return timingSafeEqual(Buffer.from(kept, 'hex'), Buffer.from(hashOf(credential), 'hex'))
}
