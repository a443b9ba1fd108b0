import { sql, type Kysely, type Transaction } from 'kysely'
import { SlotRule, type Slot } from '../../shared/domain/appointments/slot-rule.ts'
import {
  publishedSlots,
  ruleIdOf,
  slotNamed,
  type SlotQuestion,
} from '../../shared/domain/appointments/slots-of.ts'
import { readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'

/** As many as an agent reads out and no more. */
const mostSlots = 60

/** A slot as it is published now, and how many it has room for. */
export interface OpenSlot {
  slot: Slot
  capacity: number
}

/**
 * The published ones of these slots, each locked until commit, so that of two hundred who want the last seat one has
 * it. Taken in the order of their names: two batches never wait for each other in a circle. The lock on the rule is
 * shared with others who book, and not with whoever takes hours back.
 */
export async function lockSlots(
  trx: Transaction<Database>,
  slotIds: readonly string[],
): Promise<Map<string, OpenSlot>> {
  const wanted = [...new Set(slotIds)].toSorted()
  if (wanted.length === 0) return new Map()
  const ruleIds = [...new Set(wanted.map(ruleIdOf))]
  await sql`
    SELECT pg_advisory_xact_lock_shared(lock)
    FROM (SELECT DISTINCT hashtextextended(id, 0) AS lock FROM unnest(${ruleIds}::text[]) AS id ORDER BY lock) AS locks
  `.execute(trx)
  const rules = await readRecords(trx, 'slot-rule', ruleIds)
  const { timeZone } = await readCity(trx)
  const open = new Map<string, OpenSlot>()
  for (const slotId of wanted) {
    const rule = SlotRule.optional().parse(rules.get(ruleIdOf(slotId)))
    const slot = rule && slotNamed(slotId, rule, timeZone)
    if (slot) open.set(slotId, { slot, capacity: rule.capacity })
  }
  if (open.size === 0) return open
  await trx
    .insertInto('slots')
    .values(
      [...open.values()].map(({ slot }) => ({ slot_id: slot.slotId, starts_at: new Date(slot.startsAt) })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await trx
    .selectFrom('slots')
    .select('slot_id')
    .where('slot_id', 'in', [...open.keys()])
    .orderBy('slot_id')
    .forUpdate()
    .execute()
  return open
}

/** The hold of an appointment stands beside its seat: the hour that is being changed is not given back before. */
export const holdName = (appointmentId: string): string => `hold ${appointmentId}`

/** Whether a locked slot has room for this appointment, whatever it holds or has there itself. */
export async function hasRoom(
  trx: Transaction<Database>,
  { slot, capacity }: OpenSlot,
  appointmentId: string,
  at: Date,
): Promise<boolean> {
  if (Date.parse(slot.startsAt) <= at.getTime()) return false
  const { taken } = await trx
    .selectFrom('seats')
    .select(({ fn }) => fn.countAll().as('taken'))
    .where('slot_id', '=', slot.slotId)
    .where('seat_id', 'not in', [appointmentId, holdName(appointmentId)])
    .where(isTaken(at))
    .executeTakeFirstOrThrow()
  return Number(taken) < capacity
}

/** The seat is his for good; what he held on the way is free again. The slot must be locked. */
export async function sitDown(
  trx: Transaction<Database>,
  seat: { appointmentId: string; slotId: string; agentId: string },
): Promise<void> {
  const row = { slot_id: seat.slotId, agent_id: seat.agentId, held_until: null }
  await trx.deleteFrom('seats').where('seat_id', '=', holdName(seat.appointmentId)).execute()
  await trx
    .insertInto('seats')
    .values({ seat_id: seat.appointmentId, ...row })
    .onConflict((conflict) => conflict.column('seat_id').doUpdateSet(row))
    .execute()
}

export async function standUp(trx: Transaction<Database>, appointmentId: string): Promise<void> {
  await trx
    .deleteFrom('seats')
    .where('seat_id', 'in', [appointmentId, holdName(appointmentId)])
    .execute()
}

/** Hours with room, soonest first. */
export async function findSlots(
  db: Kysely<Database>,
  asked: SlotQuestion,
  at: Date,
): Promise<{ slot: Slot; seats: number }[]> {
  const { timeZone } = await readCity(db)
  const offered = publishedSlots(await readRules(db), asked, at.getTime(), timeZone)
  const taken = await takenSeats(
    db,
    offered.map(({ slot }) => slot.slotId),
    at,
  )
  return offered
    .map(({ slot, capacity }) => ({ slot, seats: capacity - (taken.get(slot.slotId) ?? 0) }))
    .filter(({ seats }) => seats > 0)
    .slice(0, mostSlots)
}

export async function readRules(db: Kysely<Database>): Promise<SlotRule[]> {
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'slot-rule')
    .where('doc', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(({ doc }) => SlotRule.parse(doc))
}

async function takenSeats(
  db: Kysely<Database>,
  slotIds: readonly string[],
  at: Date,
): Promise<Map<string, number>> {
  if (slotIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('seats')
    .select(['slot_id', ({ fn }) => fn.countAll().as('taken')])
    .where(sql<boolean>`slot_id = ANY(${[...slotIds]}::text[])`)
    .where(isTaken(at))
    .groupBy('slot_id')
    .execute()
  return new Map(rows.map((row) => [row.slot_id, Number(row.taken)]))
}

const isTaken = (at: Date) => sql<boolean>`(held_until IS NULL OR held_until > ${at})`
