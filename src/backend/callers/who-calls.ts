import type { Kysely } from 'kysely'
import { mostOfCaller, type CallerAnswer, type SameCase } from '../../shared/domain/caller.ts'
import { placeKey } from '../../shared/domain/cases/duplicates.ts'
import { Citizen } from '../../shared/domain/citizen.ts'
import type { Country } from '../../shared/domain/city.ts'
import { Interaction } from '../../shared/domain/interaction.ts'
import { normalisePhone, phoneKey } from '../../shared/domain/phone-number.ts'
import { isProtected } from '../../shared/domain/protected-outcome.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import { dayMs } from '../../shared/domain/shifts/clock-time.ts'
import { withoutRequester } from '../../shared/domain/without-person.ts'
import type { Database } from '../database/schema.ts'

/** More candidates than these share their last eight digits with nobody. */
const mostCandidates = 50

interface Who {
  citizenId: string | undefined
  number: string
  country: Country
}

/** What a desk is told when this number rings. */
export async function whoCalls(db: Kysely<Database>, asked: string, country: Country): Promise<CallerAnswer> {
  const number = normalisePhone(asked, country)
  const citizen = await citizenOf(db, number, country)
  const who: Who = { citizenId: citizen?.citizenId, number, country }
  const contacts = (await newestOf(db, 'interaction', who)).flatMap((doc) => {
    const contact = Interaction.safeParse(doc).data
    return contact && isOf(who, contact.citizenId, contact.number) ? [contact] : []
  })
  return {
    citizen: citizen ?? null,
    history: contacts
      .filter(({ draft }) => !isProtected(draft.disposition))
      .slice(0, mostOfCaller)
      .map(({ interactionId, offeredAt, queue, draft: { disposition } }) => ({
        interactionId,
        at: offeredAt,
        queue,
        ...(disposition === undefined ? {} : { disposition }),
      })),
    requests: (await casesOf(db, who)).slice(0, mostOfCaller).map(withoutRequester),
  }
}

/** Cases on the same service of this caller or at this place, newest first, without whose they are. */
export async function sameCases(
  db: Kysely<Database>,
  written: { serviceCode: string; number: string; address: string },
  { country, now, days }: { country: Country; now: number; days: number },
): Promise<SameCase[]> {
  const number = normalisePhone(written.number, country)
  const citizen = await citizenOf(db, number, country)
  const since = new Date(now - days * dayMs)
  const place = placeKey(written.address)
  const there = place === '' ? [] : await atPlace(db, written.serviceCode, place, since)
  const theirs = (await casesOf(db, { citizenId: citizen?.citizenId, number, country })).filter(
    ({ serviceCode, requestedAt }) =>
      serviceCode === written.serviceCode && Date.parse(requestedAt) >= since.getTime(),
  )
  const found = new Map([...theirs, ...there].map((request) => [request.serviceRequestId, request]))
  return [...found.values()]
    .toSorted((one, other) => other.requestedAt.localeCompare(one.requestedAt))
    .slice(0, mostOfCaller)
    .map(({ serviceRequestId, referenceNumber, status, requestedAt }) => ({
      serviceRequestId,
      ...(referenceNumber === undefined ? {} : { referenceNumber }),
      status,
      requestedAt,
    }))
}

async function citizenOf(
  db: Kysely<Database>,
  number: string,
  country: Country,
): Promise<Citizen | undefined> {
  const key = phoneKey(number)
  if (key === '') return undefined
  const rows = await db
    .selectFrom('citizen_phones')
    .innerJoin('records', (join) =>
      join.onRef('records.id', '=', 'citizen_phones.citizen_id').on('records.entity', '=', 'citizen'),
    )
    .select('records.doc')
    .where('phone_key', '=', key)
    .where('records.doc', 'is not', null)
    .orderBy('citizen_id')
    .limit(mostCandidates)
    .execute()
  return rows
    .flatMap(({ doc }) => Citizen.safeParse(doc).data ?? [])
    .find(({ phones }) => phones.some((phone) => normalisePhone(phone, country) === number))
}

async function casesOf(db: Kysely<Database>, who: Who): Promise<ServiceRequest[]> {
  return (await newestOf(db, 'service-request', who)).flatMap((doc) => {
    const request = ServiceRequest.safeParse(doc).data
    return request && isOf(who, request.citizenId, request.phone) ? [request] : []
  })
}

async function newestOf(
  db: Kysely<Database>,
  entity: 'interaction' | 'service-request',
  { citizenId, number }: Who,
): Promise<unknown[]> {
  const key = phoneKey(number)
  const rows = await db
    .selectFrom('person_records')
    .innerJoin('records', (join) =>
      join
        .onRef('records.entity', '=', 'person_records.entity')
        .onRef('records.id', '=', 'person_records.id'),
    )
    .select('records.doc')
    .where('person_records.entity', '=', entity)
    .where('records.doc', 'is not', null)
    .where((where) =>
      where.or([
        ...(citizenId === undefined ? [] : [where('person_records.citizen_id', '=', citizenId)]),
        where.and([where('person_records.phone_key', '=', key), where('person_records.phone_key', '<>', '')]),
      ]),
    )
    .orderBy('person_records.at', 'desc')
    .limit(mostCandidates)
    .execute()
  return rows.map(({ doc }) => doc)
}

async function atPlace(
  db: Kysely<Database>,
  serviceCode: string,
  place: string,
  since: Date,
): Promise<ServiceRequest[]> {
  const rows = await db
    .selectFrom('person_records')
    .innerJoin('records', (join) =>
      join
        .onRef('records.entity', '=', 'person_records.entity')
        .onRef('records.id', '=', 'person_records.id'),
    )
    .select('records.doc')
    .where('person_records.service_code', '=', serviceCode)
    .where('person_records.place_key', '=', place)
    .where('person_records.at', '>=', since)
    .where('records.doc', 'is not', null)
    .orderBy('person_records.at', 'desc')
    .limit(mostCandidates)
    .execute()
  return rows.flatMap(({ doc }) => ServiceRequest.safeParse(doc).data ?? [])
}

/** The citizen's, or of the same number and nobody's in particular: another person may share a telephone. */
function isOf({ citizenId, number, country }: Who, of: string | undefined, phone: string): boolean {
  if (of !== undefined && citizenId !== undefined) return of === citizenId
  return normalisePhone(phone, country) === number
}
