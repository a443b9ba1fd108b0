import type { Transaction } from 'kysely'
import { z } from 'zod'
import { placeKey } from '../../shared/domain/cases/duplicates.ts'
import { Code, Id, Instant } from '../../shared/domain/basics.ts'
import { Disposition } from '../../shared/domain/disposition.ts'
import { phoneKey } from '../../shared/domain/phone-number.ts'
import type { Database } from '../database/schema.ts'

/** What a record is found by; of one that is half a record, whatever can be read. */
const Looked = z.object({
  phones: z.array(z.string()).catch([]),
  citizenId: Id.nullable().catch(null),
  number: z.string().optional().catch(undefined),
  phone: z.string().catch(''),
  serviceCode: Code.nullable().catch(null),
  address: z.string().catch(''),
  offeredAt: Instant.optional().catch(undefined),
  requestedAt: Instant.nullable().catch(null),
  queue: Code.nullable().catch(null),
  draft: z
    .object({ serviceCode: Code.nullable().catch(null), disposition: Disposition.nullable().catch(null) })
    .catch({ serviceCode: null, disposition: null }),
  interactionId: Id.nullable().catch(null),
  secondLevel: z.object({ reopened: z.number().int() }).catch({ reopened: 0 }),
})

interface Written {
  readonly entity: string
  readonly id: string
  readonly doc: object | null
}

const rowsPerStatement = 500

/** Call in the transaction that writes the records: what is found by a number is never older than the record. */
export async function writeLookups(trx: Transaction<Database>, written: readonly Written[]): Promise<void> {
  // The last word of a transaction counts, and a statement may touch a row once.
  const last = [...new Map(written.map((one) => [`${one.entity} ${one.id}`, one])).values()]
  const citizens = last.filter(({ entity }) => entity === 'citizen')
  const others = last.filter(({ entity }) => entity === 'interaction' || entity === 'service-request')
  for (let from = 0; from < citizens.length; from += rowsPerStatement)
    await writeCitizens(trx, citizens.slice(from, from + rowsPerStatement))
  for (let from = 0; from < others.length; from += rowsPerStatement)
    await writeOthers(trx, others.slice(from, from + rowsPerStatement))
}

async function writeCitizens(trx: Transaction<Database>, written: readonly Written[]): Promise<void> {
  const ids = written.map(({ id }) => id)
  await trx.deleteFrom('citizen_phones').where('citizen_id', 'in', ids).execute()
  const rows = written.flatMap(({ id, doc }) => {
    const keys = new Set(doc === null ? [] : Looked.parse(doc).phones.map(phoneKey))
    keys.delete('')
    return [...keys].map((phone_key) => ({ phone_key, citizen_id: id }))
  })
  if (rows.length > 0) await trx.insertInto('citizen_phones').values(rows).execute()
}

async function writeOthers(trx: Transaction<Database>, written: readonly Written[]): Promise<void> {
  const rows = written.map(({ entity, id, doc }) => {
    const found = Looked.parse(doc ?? {})
    const isCase = entity === 'service-request'
    return {
      entity,
      id,
      citizen_id: found.citizenId,
      phone_key: phoneKey(found.number ?? found.phone),
      service_code: isCase ? found.serviceCode : null,
      place_key: isCase ? placeKey(found.address) : '',
      at: found.offeredAt ?? found.requestedAt,
      matter: isCase ? null : (found.draft.serviceCode ?? found.queue),
      disposition: isCase ? null : found.draft.disposition,
      interaction_id: isCase ? found.interactionId : null,
      reopened: isCase ? found.secondLevel.reopened : 0,
    }
  })
  await trx
    .insertInto('person_records')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['entity', 'id']).doUpdateSet((row) => ({
        citizen_id: row.ref('excluded.citizen_id'),
        phone_key: row.ref('excluded.phone_key'),
        service_code: row.ref('excluded.service_code'),
        place_key: row.ref('excluded.place_key'),
        at: row.ref('excluded.at'),
        matter: row.ref('excluded.matter'),
        disposition: row.ref('excluded.disposition'),
        interaction_id: row.ref('excluded.interaction_id'),
        reopened: row.ref('excluded.reopened'),
      })),
    )
    .execute()
}
