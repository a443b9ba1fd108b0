import type { City } from './city.ts'
import type { Check } from './suite.ts'
import {
  expectErrors,
  expectFormat,
  expectNames,
  expectStatus,
  isFields,
  Miss,
  normalised,
  seen,
  Skip,
  strictRows,
  wordsOf,
  type Fields,
} from './verdict.ts'

const serviceFields = ['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group']
const datatypes = ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']

/** S1–S7: what the server says about itself and its services. */
export const describing: readonly Check[] = [
  {
    id: 'S1',
    expects: 'discovery in XML and JSON, both complete, saying the same',
    async run(city) {
      const both = [await discoveryIn(city, 'xml'), await discoveryIn(city, 'json')]
      for (const fields of both)
        for (const name of ['changeset', 'contact', 'key_service'])
          if (!Object.hasOwn(fields, name)) throw new Miss(`no ${name}: ${JSON.stringify(fields)}`)
      const said = both.map((fields) => JSON.stringify(normalised(fields)))
      if (said[0] !== said[1]) throw new Miss(`XML: ${said[0]} | JSON: ${said[1]}`)
      return 'both, alike'
    },
  },
  {
    id: 'S2',
    expects: 'an endpoint of GeoReport v2 with text/xml that answers where discovery says',
    async run(city) {
      const endpoints = (await discoveryIn(city, 'xml'))['endpoints'] as Fields[]
      const found = endpoints.filter(
        (each) =>
          /georeport_?v2/i.test(wordsOf(each, 'specification')) &&
          JSON.stringify(each['formats'] ?? '').includes('text/xml'),
      )
      if (found.length === 0) throw new Miss(JSON.stringify(endpoints))
      for (const each of found)
        expectStatus(await city.get(`${wordsOf(each, 'url').replace(/\/+$/, '')}/services.xml`), 200)
      return found.map((each) => wordsOf(each, 'url')).join(', ')
    },
  },
  {
    id: 'S3',
    expects: 'the content type of the suffix, charset and declared encoding UTF-8',
    async run(city) {
      const addresses = city.formats.flatMap((format) => [
        `${city.discovery}/discovery.${format}`,
        `${city.endpoint}/services.${format}`,
        `${city.endpoint}/requests.${format}`,
      ])
      for (const address of addresses) expectFormat(await city.get(address))
      return `${addresses.length} answers in their form`
    },
  },
  {
    id: 'S4',
    expects: 'every service with its 7 fields, code as text, a legal type, boolean metadata',
    async run(city) {
      for (const format of city.formats)
        for (const service of await servicesIn(city, format)) expectService(service, format)
      return `${(await city.services()).length} services`
    },
  },
  {
    id: 'S5',
    expects: 'the same services in XML and JSON',
    async run(city) {
      if (city.formats.length < 2) throw new Skip('the server offers no JSON')
      const [xml, json] = [await servicesIn(city, 'xml'), await servicesIn(city, 'json')].map((rows) =>
        JSON.stringify(normalised(rows)),
      )
      if (xml !== json) throw new Miss(`XML: ${xml?.slice(0, 200)} | JSON: ${json?.slice(0, 200)}`)
      return 'alike'
    },
  },
  {
    id: 'S6',
    expects:
      'a definition for every service with metadata: legal types, unique positive order, lists with values',
    async run(city) {
      let defined = 0
      for (const format of city.formats)
        for (const service of await servicesIn(city, format)) {
          if (wordsOf(service, 'metadata') !== 'true') continue
          await expectDefinition(city, wordsOf(service, 'service_code'), format)
          defined += 1
        }
      if (defined === 0) throw new Skip('no service with metadata')
      return `${defined} definitions`
    },
  },
  {
    id: 'S7',
    expects: '404 for an unknown service, told as a list of code and description',
    async run(city) {
      for (const format of city.formats)
        expectErrors(await city.get(`${city.endpoint}/services/no-such-service-311.${format}`), 404)
      return '404'
    },
  },
]

async function discoveryIn(city: City, format: 'xml' | 'json'): Promise<Fields> {
  const reply = await city.get(`${city.discovery}/discovery.${format}`)
  expectStatus(reply, 200)
  if (reply.xml) expectNames(reply, reply.xml, 'discovery')
  const { content } = reply
  if (!isFields(content) || !Array.isArray(content['endpoints'])) throw new Miss(seen(reply))
  return content
}

async function servicesIn(city: City, format: 'xml' | 'json'): Promise<Fields[]> {
  const reply = await city.get(`${city.endpoint}/services.${format}`)
  expectStatus(reply, 200)
  return strictRows(reply, 'services')
}

function expectService(service: Fields, format: 'xml' | 'json'): void {
  const missing = serviceFields.filter((name) => !Object.hasOwn(service, name))
  const sound =
    missing.length === 0 &&
    typeof service['service_code'] === 'string' &&
    wordsOf(service, 'service_code') !== '' &&
    wordsOf(service, 'service_name') !== '' &&
    ['realtime', 'batch', 'blackbox'].includes(wordsOf(service, 'type')) &&
    ['true', 'false'].includes(wordsOf(service, 'metadata')) &&
    (format === 'xml' || typeof service['metadata'] === 'boolean')
  if (!sound) throw new Miss(`${format}: ${JSON.stringify(service)}`)
}

async function expectDefinition(city: City, code: string, format: 'xml' | 'json'): Promise<void> {
  const reply = await city.get(`${city.endpoint}/services/${encodeURIComponent(code)}.${format}`)
  expectStatus(reply, 200)
  if (reply.xml) expectNames(reply, reply.xml, 'service_definition')
  const attributes = isFields(reply.content) ? reply.content['attributes'] : undefined
  if (
    !isFields(reply.content) ||
    wordsOf(reply.content, 'service_code') !== code ||
    !Array.isArray(attributes)
  )
    throw new Miss(seen(reply))
  const orders = new Set<number>()
  for (const attribute of attributes as Fields[]) {
    const order = Number(wordsOf(attribute, 'order'))
    const values = attribute['values']
    const list = wordsOf(attribute, 'datatype').endsWith('valuelist')
    const sound =
      wordsOf(attribute, 'code') !== '' &&
      datatypes.includes(wordsOf(attribute, 'datatype')) &&
      ['true', 'false'].includes(wordsOf(attribute, 'required')) &&
      Number.isInteger(order) &&
      order > 0 &&
      !orders.has(order) &&
      (!list || (Array.isArray(values) && values.length > 0))
    if (!sound) throw new Miss(`${code}.${format}: ${JSON.stringify(attribute)}`)
    orders.add(order)
  }
}
