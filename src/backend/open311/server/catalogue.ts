import type { Kysely } from 'kysely'
import { Service, type OpenOffer, type ServiceAttribute } from '../../../shared/domain/catalogue.ts'
import type { Database } from '../../database/schema.ts'
import type { Content } from '../markup.ts'
import type { Open311ServerSettings } from '../settings.ts'
import { Refusal } from './replies.ts'

/** A service that the city chose to publish. */
export type OpenService = Service & { open311: OpenOffer }

export async function readCatalogue(db: Kysely<Database>): Promise<OpenService[]> {
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'service')
    .where('doc', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ doc }) => {
    const { open311, ...service } = Service.parse(doc)
    return open311 ? [{ ...service, open311 }] : []
  })
}

/** Throws a refusal of 404 for a service that is unknown or not published: the two look alike from outside. */
export function findService(catalogue: readonly OpenService[], code: string): OpenService {
  const service = catalogue.find(({ serviceCode }) => serviceCode === code)
  if (!service) throw new Refusal(404, 'No service has this service_code.')
  return service
}

export function describeService({ serviceCode, name, description, keywords, open311 }: OpenService): Content {
  return {
    service_code: serviceCode,
    service_name: name,
    description,
    metadata: open311.attributes.length > 0,
    type: open311.answer,
    keywords: keywords.join(','),
    group: open311.group,
  }
}

/** Throws a refusal of 404 where the list says `metadata: false`. */
export function describeDefinition({ serviceCode, open311 }: OpenService): Content {
  if (open311.attributes.length === 0) throw new Refusal(404, 'This service has no definition.')
  return { service_code: serviceCode, attributes: open311.attributes.map(describeAttribute) }
}

function describeAttribute(attribute: ServiceAttribute, index: number): Content {
  return {
    variable: attribute.variable,
    code: attribute.code,
    datatype: attribute.datatype,
    required: attribute.required,
    datatype_description: attribute.datatypeDescription,
    order: index + 1,
    description: attribute.description,
    values: attribute.values.map(({ key, name }) => ({ key, name })),
  }
}

/** What stands at `/open311/discovery`; the changeset moves whenever a service does, so that clients ask again. */
export async function describeDiscovery(
  db: Kysely<Database>,
  settings: Open311ServerSettings,
  base: string,
): Promise<Content> {
  const row = await db
    .selectFrom('records')
    .select((select) => select.fn.max('changed_at').as('changedAt'))
    .where('entity', '=', 'service')
    .executeTakeFirst()
  const changeset = (row?.changedAt ?? new Date(0)).toISOString()
  return {
    changeset,
    contact: settings.contact,
    key_service: settings.keyService,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${base}/v2`,
        changeset,
        type: settings.kind,
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}
