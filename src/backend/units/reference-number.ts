import { sql, type Transaction } from 'kysely'
import type { Database } from '../database/schema.ts'

/**
 * The numbers that citizens are told: `SR-YYYY-NNNNNN`, counted per year of the city's own calendar. The
 * counter's row stays locked until commit, so no two cases ever share one; a rolled-back case gives it back.
 */
export async function nextReferenceNumbers(
  trx: Transaction<Database>,
  count: number,
  at: Date,
  timeZone: string,
): Promise<string[]> {
  if (count === 0) return []
  const year = Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(at))
  const { last } = await trx
    .insertInto('reference_counters')
    .values({ year, last: count })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet({ last: sql`reference_counters.last + excluded.last` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return Array.from(
    { length: count },
    (_, index) => `SR-${year}-${String(last - count + 1 + index).padStart(6, '0')}`,
  )
}

/** Keeps a number that was given elsewhere (sample cases of the demo) out of the counter's way. */
export async function keepReferenceNumber(
  trx: Transaction<Database>,
  referenceNumber: string,
): Promise<void> {
  const parts = /^SR-(\d{4})-(\d{6,9})$/.exec(referenceNumber)
  if (!parts) return
  await trx
    .insertInto('reference_counters')
    .values({ year: Number(parts[1]), last: Number(parts[2]) })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet({ last: sql`greatest(reference_counters.last, excluded.last)` }),
    )
    .execute()
}
