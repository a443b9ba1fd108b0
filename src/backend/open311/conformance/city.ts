import { isFields, Miss, Skip, seen, strictRows, wordsOf, type Fields } from './verdict.ts'
import { createProbe, type Format, type Probe, type Reply, type Target } from './probe.ts'

export interface CityService {
  readonly code: string
  readonly kind: string
  readonly attributes: readonly Fields[]
}

export interface Created {
  readonly id: string
  readonly service: CityService
  readonly description: string
}

/** The server under examination: where it answers, what it offers, and the one case that many checks look at. */
export interface City extends Probe {
  readonly target: Target
  readonly discovery: string
  readonly endpoint: string
  readonly formats: readonly Format[]
  services(): Promise<readonly CityService[]>
  /** Throws a skip where the server has no such service. */
  serviceOf(kind: string): Promise<CityService>
  file(format: Format, service: CityService, change?: Change): Promise<Reply>
  /** A realtime case, filed once for all checks. */
  created(): Promise<Created>
  rows(query: Record<string, string>, format?: Format): Promise<Fields[]>
  /** A new case may take a moment until it is shown. */
  shown(id: string, format: Format, query?: Record<string, string>): Promise<Reply>
}

/** What a check sends otherwise than a sound request; undefined leaves the field out. */
export type Change = Record<string, string | readonly string[] | undefined>

const looks = 20
const lookAgainMs = 500

/** Throws a miss where neither the address nor what its discovery names answers with a service list. */
export async function visitCity(target: Target): Promise<City> {
  const probe = createProbe(target)
  const base = target.url.replace(/\/+$/, '')
  const { discovery, endpoint } = await findEndpoint(probe, base)
  const json = await probe.get(`${endpoint}/services.json`)
  const formats: Format[] = json.status === 200 ? ['xml', 'json'] : ['xml']
  let services: Promise<CityService[]> | undefined
  let created: Promise<Created> | undefined

  const city: City = {
    ...probe,
    target,
    discovery,
    endpoint,
    formats,
    services: () => (services ??= readServices(probe, endpoint, json)),
    async serviceOf(kind) {
      const found = (await city.services()).find((service) => service.kind === kind)
      if (!found) throw new Skip(`no service of type ${kind}`)
      return found
    },
    file: (format, service, change = {}) =>
      probe.post(`${endpoint}/requests.${format}`, soundForm(target, service, change)),
    created: () => (created ??= fileOne(city)),
    async rows(query, format = formats.at(-1) ?? 'xml') {
      const reply = await probe.get(`${endpoint}/requests.${format}`, query)
      if (reply.status !== 200) throw new Miss(seen(reply))
      return strictRows(reply, 'service_requests')
    },
    async shown(id, format, query = {}) {
      const address = `${endpoint}/requests/${encodeURIComponent(id)}.${format}`
      for (let look = 1; ; look += 1) {
        const reply = await probe.get(address, query)
        if (look === looks || (reply.status === 200 && JSON.stringify(reply.content ?? '').includes(id)))
          return reply
        await target.pause(lookAgainMs)
      }
    },
  }
  return city
}

async function findEndpoint(probe: Probe, base: string): Promise<{ discovery: string; endpoint: string }> {
  const parent = base.replace(/\/[^/]+$/, '')
  const direct = await probe.get(`${base}/services.xml`)
  if (direct.status === 200) {
    const beside = await probe.get(`${base}/discovery.xml`)
    return { discovery: beside.status === 200 ? base : parent, endpoint: base }
  }
  for (const format of ['xml', 'json'] as const) {
    const reply = await probe.get(`${base}/discovery.${format}`)
    const listed = isFields(reply.content) ? reply.content['endpoints'] : undefined
    const found = (Array.isArray(listed) ? (listed as Fields[]) : [])
      .filter((each) => isFields(each) && /georeport_?v2/i.test(wordsOf(each, 'specification')))
      .map((each) => wordsOf(each, 'url').replace(/\/+$/, ''))
    for (const endpoint of found)
      if ((await probe.get(`${endpoint}/services.xml`)).status === 200) return { discovery: base, endpoint }
  }
  throw new Miss(`no service list below this address; ${seen(direct)}`)
}

async function readServices(probe: Probe, endpoint: string, json: Reply): Promise<CityService[]> {
  const reply = json.status === 200 ? json : await probe.get(`${endpoint}/services.xml`)
  const wrapped = isFields(reply.content) ? reply.content['services'] : reply.content
  const rows = (Array.isArray(wrapped) ? (wrapped as Fields[]) : []).filter(isFields)
  return await Promise.all(
    rows.map(async (row) => {
      const code = wordsOf(row, 'service_code')
      const defined = wordsOf(row, 'metadata') === 'true' ? await readDefinition(probe, endpoint, code) : []
      return { code, kind: wordsOf(row, 'type'), attributes: defined }
    }),
  )
}

async function readDefinition(probe: Probe, endpoint: string, code: string): Promise<Fields[]> {
  const { content } = await probe.get(`${endpoint}/services/${encodeURIComponent(code)}.xml`)
  const attributes = isFields(content) ? content['attributes'] : undefined
  return (Array.isArray(attributes) ? (attributes as Fields[]) : []).filter(isFields)
}

/** A request that a conforming server must take: place, description, and every required attribute. */
function soundForm(target: Target, service: CityService, change: Change): [string, string][] {
  const fields: Change = {
    api_key: target.key,
    service_code: service.code,
    lat: target.place.lat,
    long: target.place.long,
    address_string: 'Prueba de conformidad',
    description: 'Prueba de conformidad Open311',
    ...Object.fromEntries(
      service.attributes
        .filter((attribute) => wordsOf(attribute, 'required') === 'true')
        .map((attribute) => [attributeName(attribute), sampleOf(attribute)]),
    ),
    ...change,
  }
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return []
    return (typeof value === 'string' ? [value] : value).map((each): [string, string] => [name, each])
  })
}

export function attributeName(attribute: Fields): string {
  const list = wordsOf(attribute, 'datatype') === 'multivaluelist' ? '[]' : ''
  return `attribute[${wordsOf(attribute, 'code')}]${list}`
}

export function keysOf(attribute: Fields): string[] {
  const values = attribute['values']
  return (Array.isArray(values) ? (values as Fields[]) : [])
    .filter(isFields)
    .map((value) => wordsOf(value, 'key'))
}

function sampleOf(attribute: Fields): string {
  switch (wordsOf(attribute, 'datatype')) {
    case 'number':
      return '1'
    case 'datetime':
      return '2026-01-01T12:00:00Z'
    case 'singlevaluelist':
    case 'multivaluelist':
      return keysOf(attribute)[0] ?? ''
    default:
      return 'prueba'
  }
}

async function fileOne(city: City): Promise<Created> {
  if (city.target.key === undefined) throw new Skip('needs --key')
  const service = await city.serviceOf('realtime')
  const format = city.formats.at(-1) ?? 'xml'
  const description = 'Prueba de conformidad Open311'
  const reply = await city.file(format, service, { description })
  const row = Array.isArray(reply.content) ? (reply.content as Fields[])[0] : reply.content
  const id = isFields(row) ? wordsOf(row, 'service_request_id') : ''
  if (reply.status >= 300 || id === '') throw new Miss(seen(reply))
  return { id, service, description }
}
