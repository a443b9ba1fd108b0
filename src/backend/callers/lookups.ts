import { sql, type Transaction } from 'kysely'
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
    const looked = Looked.parse(doc ?? {})
    const isCase = entity === 'service-request'
    return {
      entity,
      id,
      citizen_id: looked.citizenId,
      phone_key: phoneKey(looked.number ?? looked.phone),
      service_code: isCase ? looked.serviceCode : null,
      place_key: isCase ? placeKey(looked.address) : '',
      at: looked.offeredAt ?? looked.requestedAt,
      matter: isCase ? null : (looked.draft.serviceCode ?? looked.queue),
      disposition: isCase ? null : looked.draft.disposition,
      interaction_id: isCase ? looked.interactionId : null,
      reopened: String(isCase ? looked.secondLevel.reopened : 0),
    }
  })
  const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name])
  // A case that only moved on is found by what it was found by before: then no index is touched.
  await sql`
    INSERT INTO person_records AS kept (entity, id, ${found})
    SELECT entity, id, citizen_id, phone_key, service_code, place_key, at::timestamptz, matter, disposition,
      interaction_id, reopened::integer
    FROM unnest(
      ${column('entity')}::text[], ${column('id')}::text[], ${column('citizen_id')}::text[],
      ${column('phone_key')}::text[], ${column('service_code')}::text[], ${column('place_key')}::text[],
      ${column('at')}::text[], ${column('matter')}::text[], ${column('disposition')}::text[],
      ${column('interaction_id')}::text[], ${column('reopened')}::text[]
    ) AS written (entity, id, ${found})
    ON CONFLICT (entity, id) DO UPDATE SET (${found}) = ROW (${ofTable('excluded')})
      WHERE (${ofTable('kept')}) IS DISTINCT FROM (${ofTable('excluded')})`.execute(trx)
}

/** What a record is found by, in the order of `writeOthers`. */
const columns = [
  'citizen_id',
  'phone_key',
  'service_code',
  'place_key',
  'at',
  'matter',
  'disposition',
  'interaction_id',
  'reopened',
] as const
const found = sql.join(columns.map((name) => sql.ref(name)))
const ofTable = (table: string) => sql.join(columns.map((name) => sql.ref(`${table}.${name}`)))
