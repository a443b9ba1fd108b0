import type { Kysely } from 'kysely'
import { Unit } from '../../../shared/domain/catalogue.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import type { Database } from '../../database/schema.ts'
import type { Content } from '../markup.ts'
import type { OpenCase } from './cases.ts'
import type { OpenService } from './catalogue.ts'
import { publicWords } from './public-words.ts'

/** For one answer: names of services and units are read once, not per case. */
export async function describeCases(
  db: Kysely<Database>,
  catalogue: readonly OpenService[],
  cases: readonly OpenCase[],
  withAttributes: boolean,
): Promise<Content[]> {
  const units = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'unit')
    .where('doc', 'is not', null)
    .execute()
  const unitNames = new Map(units.map(({ doc }) => [Unit.parse(doc).unitId, Unit.parse(doc).name]))
  return cases.flatMap(({ request, acceptedAt }) => {
    const service = catalogue.find(({ serviceCode }) => serviceCode === request.serviceCode)
    if (!service) return []
    const updatedAt = Math.max(Date.parse(request.updatedAt), acceptedAt.getTime())
    return {
      service_request_id: request.referenceNumber ?? null,
      status: request.status,
      status_notes: request.statusNotes === undefined ? null : publicWords(request.statusNotes, request),
      service_name: service.name,
      service_code: request.serviceCode,
      description: publicWords(request.description, request),
      agency_responsible: unitNames.get(request.unitId ?? '') ?? null,
      service_notice: null,
      requested_datetime: acceptedAt.toISOString(),
      updated_datetime: new Date(updatedAt).toISOString(),
      expected_datetime: null,
      address: request.address,
      address_id: request.addressId ?? null,
      zipcode: null,
      lat: request.position?.lat ?? null,
      long: request.position?.long ?? null,
      media_url: request.mediaUrl ?? null,
      ...(withAttributes ? { attributes: describeAttributes(service, request) } : {}),
    }
  })
}

/** Only what the published form asks for: the other answers of a case are the house's own. */
function describeAttributes({ open311 }: OpenService, request: ServiceRequest): Content[] {
  return open311.attributes.flatMap(({ code, datatype, values }) => {
    const stored = Object.hasOwn(request.attributes, code) ? request.attributes[code] : undefined
    if (stored === undefined) return []
    const given = datatype === 'multivaluelist' ? stored.split('\n') : [stored]
    return {
      code,
      values: given.map((key) => ({
        key: publicWords(key, request),
        name: values.find((value) => value.key === key)?.name ?? publicWords(key, request),
      })),
    }
  })
}
