import { sql, type Transaction } from 'kysely'
import { wallClock } from '../../shared/domain/shifts/clock-time.ts'
import type { Database } from '../database/schema.ts'

/**
 * What the citizen writes down: `CITA-YYYY-NNNNNN`, counted per year of the city's own calendar. The counter's row
 * stays locked until commit, so no two appointments share one.
 */
export async function nextAppointmentNumber(
  trx: Transaction<Database>,
  at: Date,
  timeZone: string,
): Promise<string> {
  const year = Number(wallClock(at.getTime(), timeZone).day.slice(0, 4))
  const { last } = await trx
    .insertInto('appointment_counters')
    .values({ year, last: 1 })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet({ last: sql`appointment_counters.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return `CITA-${year}-${String(last).padStart(6, '0')}`
}
