import type { Kysely, Transaction } from 'kysely'
import { City } from '../shared/domain/city.ts'
import { DeskError } from '../shared/errors.ts'
import type { Database } from './database/schema.ts'

/** The city as last read from a sound pack. Throws `damaged` where none was ever stored. */
export async function readCity(db: Kysely<Database>): Promise<City> {
  const row = await db.selectFrom('city').select('doc').executeTakeFirst()
  if (!row)
    throw new DeskError('damaged', 'No sound city.json was ever read. Repair the pack and start again.')
  return City.parse(row.doc)
}

/** Where a city.json is damaged the stored one stays. */
export async function storeCity(trx: Transaction<Database>, city: City): Promise<void> {
  const doc = JSON.stringify(city)
  await trx
    .insertInto('city')
    .values({ doc })
    .onConflict((conflict) => conflict.column('single').doUpdateSet({ doc }))
    .execute()
}
