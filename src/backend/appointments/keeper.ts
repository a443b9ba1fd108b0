import type { Kysely } from 'kysely'
import { dayMs, hourMs, minuteMs } from '../../shared/domain/shifts/clock-time.ts'
import { writeRecords } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { faultFacts, type Log } from '../log.ts'

const everyMs = 10 * minuteMs
const visitsAtOnce = 200

/** Lets go of people whose visit is over and of holds that nobody kept, on every copy of the backend. */
export function keepAppointments(deps: { db: Kysely<Database>; clock: Clock; log: Log }): {
  close(): Promise<void>
} {
  let cancel = (): void => {}
  let closed = false
  let running: Promise<void> = Promise.resolve()

  function again(afterMs: number): void {
    if (closed) return
    cancel = deps.clock.after(afterMs, () => {
      running = forgetPast(deps.db, new Date(deps.clock.now()))
        .catch((fault: unknown) => deps.log.error('past appointments were not forgotten', faultFacts(fault)))
        .then(() => again(everyMs))
    })
  }

  again(everyMs)
  return {
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}

/** A day after the visit the city knows no more who came: name, number and wish go, and the hour from every desk. */
export async function forgetPast(db: Kysely<Database>, at: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const past = await trx
      .selectFrom('visitors')
      .select('appointment_id')
      .where('forget_at', '<=', at)
      .orderBy('forget_at')
      .limit(visitsAtOnce)
      .forUpdate()
      .skipLocked()
      .execute()
    const ids = past.map((row) => row.appointment_id)
    if (ids.length > 0) {
      await trx.deleteFrom('seats').where('seat_id', 'in', ids).execute()
      await trx.deleteFrom('visitors').where('appointment_id', 'in', ids).execute()
    }
    await trx
      .deleteFrom('seats')
      .where('held_until', '<', new Date(at.getTime() - hourMs))
      .execute()
    await trx.deleteFrom('notices').where('until', '<=', at).where('kind', '=', 'reminder').execute()
    await trx
      .deleteFrom('slots')
      .where('starts_at', '<', new Date(at.getTime() - 2 * dayMs))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('seats').select('seat_id').whereRef('seats.slot_id', '=', 'slots.slot_id'))),
      )
      .execute()
    await writeRecords(
      trx,
      ids.map((id) => ({ entity: 'appointment' as const, id, doc: null })),
      at,
    )
  })
}
