import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { ServiceForm } from '../../../shared/domain/cases/service-form.ts'
import { lockRecords, readRecords, writeRecords, type RecordWrite } from '../../changes/change-log.ts'
import { fingerprint } from '../../commands/fingerprint.ts'
import type { Database } from '../../database/schema.ts'
import type { Open311Destination } from '../settings.ts'
import { referenceAttribute, type RemoteCatalogue } from './catalogue.ts'

/**
 * What a destination asks with each of our services goes down to the desks, where it differs from what they have.
 * A form that the city did not give this time stays as it was; our own reference is no question to a citizen.
 */
export async function tellForms(
  db: Kysely<Database>,
  destination: Pick<Open311Destination, 'name' | 'services'>,
  { services }: RemoteCatalogue,
  at: Date,
): Promise<void> {
  const wanted = Object.entries(destination.services).flatMap(([serviceCode, theirs]): RecordWrite[] => {
    const service = services.get(theirs)
    if (service && !service.questions) return []
    const own = service && referenceAttribute(service)
    const questions = (service?.questions ?? []).filter(({ code }) => code !== own)
    const form: ServiceForm = { serviceCode, destination: destination.name, questions: [...questions] }
    const doc = questions.length === 0 ? null : form
    return [{ entity: 'service-form', id: formId(form), doc }]
  })
  await db.transaction().execute(async (trx) => {
    const ids = wanted.map(({ id }) => id)
    await lockRecords(trx, ids)
    const standing = await readRecords(trx, 'service-form', ids)
    const changed = wanted.filter(({ id, doc }) => fingerprint(doc) !== fingerprint(standing.get(id) ?? null))
    await writeRecords(trx, changed, at)
  })
}

/** Of a destination that is no longer among the settings nobody is asked anything. */
export async function forgetForms(
  db: Kysely<Database>,
  destinations: readonly Open311Destination[],
  at: Date,
): Promise<void> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'doc'])
    .where('entity', '=', 'service-form')
    .where('doc', 'is not', null)
    .execute()
  const gone = rows.filter(({ doc }) => {
    const { destination, serviceCode } = ServiceForm.parse(doc)
    const way = destinations.find(({ name }) => name === destination)
    return !way || !Object.hasOwn(way.services, serviceCode)
  })
  await db.transaction().execute(async (trx) => {
    const writes = gone.map(({ id }) => ({ entity: 'service-form' as const, id, doc: null }))
    await writeRecords(trx, writes, at)
  })
}

/** Two codes together may be longer than an id. */
function formId({ destination, serviceCode }: ServiceForm): string {
  return createHash('sha256').update(`${destination} ${serviceCode}`).digest('hex').slice(0, 32)
}
