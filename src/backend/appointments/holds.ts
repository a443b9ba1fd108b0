import type { Kysely } from 'kysely'
import type { Held } from '../../shared/appointments-api.ts'
import { DeskError } from '../../shared/errors.ts'
import { lockRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { hasRoom, holdName, lockSlots } from './seats.ts'

/** As long as it takes to ask a citizen whether the hour suits him. */
export const holdMs = 3 * 60_000
/** WCAG 2.2.1: whoever needs longer asks for longer, ten times; then the hour is for others as well. */
export const mostExtensions = 10

/**
 * Keeps an hour for three minutes, or for three more. Throws `conflict` where somebody else has it, `not-found` for
 * one that nobody publishes, `busy` where it was kept for long enough.
 */
export async function holdSlot(
  db: Kysely<Database>,
  ask: { appointmentId: string; slotId: string; agentId: string },
  at: Date,
): Promise<Held> {
  return await db.transaction().execute(async (trx) => {
    await lockRecords(trx, [ask.appointmentId])
    const open = (await lockSlots(trx, [ask.slotId])).get(ask.slotId)
    if (!open || Date.parse(open.slot.startsAt) <= at.getTime())
      throw new DeskError('not-found', 'slotId: no unit publishes this hour any more.')
    if (!(await hasRoom(trx, open, ask.appointmentId, at)))
      throw new DeskError('conflict', 'slotId: somebody else has taken this hour. Choose another one.')
    const name = holdName(ask.appointmentId)
    const before = await trx
      .selectFrom('seats')
      .select(['slot_id', 'agent_id', 'extensions'])
      .where('seat_id', '=', name)
      .executeTakeFirst()
    if (before && before.agent_id !== ask.agentId)
      throw new DeskError('conflict', 'appointmentId: another agent holds an hour for it.')
    const extensions = before?.slot_id === ask.slotId ? before.extensions + 1 : 0
    if (extensions > mostExtensions)
      throw new DeskError('busy', 'slotId: this hour was held for long enough. Confirm it or choose another.')
    const heldUntil = new Date(at.getTime() + holdMs)
    const row = { slot_id: ask.slotId, agent_id: ask.agentId, held_until: heldUntil, extensions }
    await trx
      .insertInto('seats')
      .values({ seat_id: name, ...row })
      .onConflict((conflict) => conflict.column('seat_id').doUpdateSet(row))
      .execute()
    return {
      slot: open.slot,
      heldUntil: heldUntil.toISOString(),
      extensionsLeft: mostExtensions - extensions,
    }
  })
}

/** The citizen does not want it after all: the next one need not wait three minutes. */
export async function releaseHold(
  db: Kysely<Database>,
  { appointmentId, agentId }: { appointmentId: string; agentId: string },
): Promise<void> {
  await db
    .deleteFrom('seats')
    .where('seat_id', '=', holdName(appointmentId))
    .where('agent_id', '=', agentId)
    .execute()
}
