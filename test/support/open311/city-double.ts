import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ulid } from 'ulid'
import { toXml, type Content } from '../../../src/backend/open311/markup.ts'

/** What real servers do otherwise than GeoReport v2 says (domain §1.4, §1.5), each to be planted alone. */
export const deviations = [
  'json-lists-wrapped',
  'service-code-is-number',
  'metadata-is-text',
  'one-request-is-object',
  'unknown-id-is-empty-list',
  'unknown-id-is-sample',
  'post-answers-object',
  'post-answers-full-record',
  'post-without-key-is-taken',
  'error-is-object',
  'error-is-json-for-xml',
  'error-is-html',
  'unknown-jurisdiction-is-400',
  'unknown-jurisdiction-is-ignored',
  'unknown-service-is-403',
  'unknown-service-is-taken',
  'post-xml-is-nested',
  'post-xml-says-null',
  'post-xml-is-500',
  'xml-is-application-xml',
  'xml-declaration-without-encoding',
  'token-route-is-missing',
  'token-route-is-html',
  'dates-are-inverted',
  'dates-are-ignored',
  'discovery-repeats-endpoints',
  'discovery-names-another-port',
  'discovery-without-key-service',
  'service-name-is-absent',
  'status-is-not-lower-cased',
  'ids-are-numbers',
  'service-code-is-its-name',
  'null-fields-are-absent',
  'discovery-is-minimal',
  'jurisdiction-is-required',
] as const
export type Deviation = (typeof deviations)[number]

export interface DoubleRequest {
  readonly id: string
  readonly token: string
  readonly fields: URLSearchParams
  status: string
  statusNotes: string
  updatedAt: string
  readonly requestedAt: string
}

/** A GeoReport v2 server in memory that can be told to misbehave. */
export interface CityDouble {
  readonly url: string
  readonly requests: DoubleRequest[]
  /** Every request line and body that came, in order. */
  readonly heard: { method: string; url: string; body: string }[]
  readonly updates: Record<string, string>[]
  readonly planted: Set<Deviation>
  changeset: string
  /** How many times a token is asked for until its id is known. */
  tokenLooks: number
  /** Runs before an answer is made: may answer for itself, or drop the connection before or after the work. */
  trouble: (method: string, path: string) => Trouble | undefined
  close(): Promise<void>
}
export type Trouble =
  | { kind: 'drop-before' }
  | { kind: 'drop-after' }
  | { kind: 'answer'; status: number; body?: string; headers?: Record<string, string>; after?: boolean }

const key = 'key-of-the-double'
export const doubleKey = key
export const doubleJurisdiction = 'double.test'

const services = [
  { code: '001', name: 'Bache', kind: 'realtime', metadata: false },
  { code: '002', name: 'Farola', kind: 'realtime', metadata: true },
  { code: '003', name: 'Poda', kind: 'batch', metadata: false },
  { code: '004', name: 'Denuncia', kind: 'blackbox', metadata: false },
]
/** As FixMyStreet's categories are: with letters that an address cannot carry as they are. */
export const nameAsCode = 'Baches y aceras / vía & plaza'
const attributes = [
  {
    variable: true,
    code: 'que',
    datatype: 'multivaluelist',
    required: true,
    datatype_description: '',
    order: 1,
    description: '¿Qué se ve?',
    values: [
      { key: 'cables', name: 'Cables' },
      { key: 'poste', name: 'Poste' },
    ],
  },
  {
    variable: true,
    code: 'client_reference',
    datatype: 'string',
    required: false,
    datatype_description: '',
    order: 2,
    description: 'Referencia propia',
    values: [],
  },
]

interface Answer {
  status: number
  root: string
  content: Content
  raw?: { type: string; body: string }
}

export async function startCityDouble(now: () => number = Date.now): Promise<CityDouble> {
  const requests: DoubleRequest[] = []
  const looksAt = new Map<string, number>()
  const planted = new Set<Deviation>()
  const has = (deviation: Deviation) => planted.has(deviation)
  const double: CityDouble = {
    url: '',
    requests,
    heard: [],
    updates: [],
    planted,
    changeset: '2026-01-01T00:00:00Z',
    tokenLooks: 1,
    trouble: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  const codeOf = ({ code }: { code: string }) =>
    has('service-code-is-its-name') && code === '001' ? nameAsCode : code

  const fail = (status: number, description: string): Answer => {
    const error = { code: status, description }
    if (has('error-is-html'))
      return { status, root: '', content: null, raw: { type: 'text/html', body: `<html><p>${description}` } }
    if (has('error-is-object')) return { status, root: 'error', content: error }
    if (has('error-is-json-for-xml'))
      return {
        status,
        root: '',
        content: null,
        raw: { type: 'application/json; charset=utf-8', body: JSON.stringify([error]) },
      }
    return { status, root: 'errors', content: [error] }
  }
  const ok = (root: string, content: Content): Answer => ({ status: 200, root, content })

  function record(request: DoubleRequest): Record<string, Content> {
    const code = request.fields.get('service_code') ?? ''
    const given = [...new Set(request.fields.keys())].flatMap((name) => {
      const attribute = /^attribute\[([^\]]+)\]/.exec(name)?.[1]
      if (attribute === undefined) return []
      return {
        code: attribute,
        values: request.fields.getAll(name).map((each) => ({ key: each, name: each })),
      }
    })
    const said: Record<string, Content> = {
      service_request_id: has('ids-are-numbers') ? Number(request.id) : request.id,
      status: has('status-is-not-lower-cased') ? request.status.toUpperCase() : request.status,
      status_notes: request.statusNotes,
      ...(has('service-name-is-absent')
        ? {}
        : { service_name: services.find((each) => codeOf(each) === code)?.name ?? '' }),
      service_code: code,
      description: request.fields.get('description') ?? '',
      requested_datetime: request.requestedAt,
      updated_datetime: request.updatedAt,
      address: request.fields.get('address_string'),
      address_id: null,
      zipcode: null,
      lat: null,
      long: null,
      media_url: null,
      attributes: given,
    }
    return has('null-fields-are-absent')
      ? Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== ''))
      : said
  }

  function file(fields: URLSearchParams, xml: boolean): Answer {
    if (fields.get('api_key') !== key && !has('post-without-key-is-taken'))
      return fail(403, 'Clave no válida')
    const service = services.find((each) => codeOf(each) === fields.get('service_code'))
    if (!fields.get('service_code')) return fail(400, 'Falta service_code')
    if (!service && !has('unknown-service-is-taken'))
      return fail(has('unknown-service-is-403') ? 403 : 404, 'Servicio desconocido')
    if (!fields.get('address_string') && !fields.get('lat')) return fail(400, 'Falta el lugar')
    if (service?.metadata && !fields.get('attribute[que][]')) return fail(400, 'Falta attribute[que]')
    if ((fields.get('description') ?? '').length > 4000) return fail(400, 'Demasiado largo')
    if (xml && has('post-xml-is-500')) return fail(500, 'Error interno')
    const at = new Date(now()).toISOString()
    const request: DoubleRequest = {
      id: String(1000 + requests.length),
      token: ulid(),
      fields,
      status: 'open',
      statusNotes: '',
      requestedAt: at,
      updatedAt: at,
    }
    requests.push(request)
    const receipt: Record<string, Content> = { service_notice: null, account_id: null }
    if (xml && has('post-xml-says-null')) receipt['account_id'] = 'null'
    if (has('post-answers-full-record')) Object.assign(receipt, record(request))
    else if (service?.kind === 'batch') receipt['token'] = request.token
    else if (service?.kind !== 'blackbox')
      receipt['service_request_id'] = record(request)['service_request_id'] ?? ''
    if (has('post-answers-object') && !xml) return ok('service_requests', receipt)
    if (has('post-xml-is-nested') && xml)
      return ok('service_requests', { service_requests: { service_requests: receipt } })
    return ok('service_requests', [receipt])
  }

  function list(query: URLSearchParams): Answer {
    const parts = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean)
    const [ids, codes, statuses] = [parts('service_request_id'), parts('service_code'), parts('status')]
    if (ids.length > 0)
      return ok('service_requests', requests.filter(({ id }) => ids.includes(id)).map(record))
    const from = Date.parse(query.get('start_date') ?? '') || 0
    const to = Date.parse(query.get('end_date') ?? '') || Number.MAX_SAFE_INTEGER
    const inWindow = (at: number) => {
      if (has('dates-are-ignored')) return true
      if (has('dates-are-inverted') && query.has('start_date')) return at < from || at > to
      return at >= from && at <= to
    }
    const page = Number(query.get('page') ?? 1)
    const size = Number(query.get('page_size') ?? 1000)
    const found = requests
      .filter(
        ({ fields }) =>
          services.find((each) => codeOf(each) === fields.get('service_code'))?.kind === 'realtime',
      )
      .filter(({ fields }) => codes.length === 0 || codes.includes(fields.get('service_code') ?? ''))
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .filter(({ requestedAt }) => inWindow(Date.parse(requestedAt)))
      .toReversed()
    return ok('service_requests', found.slice((page - 1) * size, page * size).map(record))
  }

  function one(id: string): Answer {
    const found = requests.find((each) => each.id === id)
    if (!found && has('unknown-id-is-empty-list')) return ok('service_requests', [])
    const shown = found ?? (has('unknown-id-is-sample') ? requests[0] : undefined)
    if (!shown) return fail(404, 'No existe')
    return ok('service_requests', has('one-request-is-object') ? record(shown) : [record(shown)])
  }

  function token(name: string): Answer {
    if (has('token-route-is-missing'))
      return {
        status: 404,
        root: '',
        content: null,
        raw: { type: 'application/json', body: '{"message":"Not Found"}' },
      }
    if (has('token-route-is-html'))
      return { status: 404, root: '', content: null, raw: { type: 'text/html', body: '<h1>Not Found</h1>' } }
    const found = requests.find((each) => each.token === name)
    if (!found) return fail(404, 'Token desconocido')
    const looks = (looksAt.get(name) ?? 0) + 1
    looksAt.set(name, looks)
    return ok('service_requests', [
      looks < double.tokenLooks ? { token: name } : { token: name, service_request_id: found.id },
    ])
  }

  function discovery(host: string): Answer {
    if (has('discovery-is-minimal')) return ok('discovery', { endpoints: [{ url: `http://${host}/v2` }] })
    const url = `http://${has('discovery-names-another-port') ? '127.0.0.1:9' : host}/v2`
    const endpoint = {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url,
      changeset: double.changeset,
      type: 'test',
      formats: ['text/xml', 'application/json'],
    }
    return ok('discovery', {
      changeset: double.changeset,
      contact: 'x',
      ...(has('discovery-without-key-service') ? {} : { key_service: 'x' }),
      endpoints: [endpoint],
    })
  }

  function catalogue(): Answer {
    const rows = services.map(({ code, name, kind, metadata }) => ({
      service_code: has('service-code-is-number') ? Number(code) : codeOf({ code }),
      service_name: name,
      description: name,
      metadata: has('metadata-is-text') ? String(metadata) : metadata,
      type: kind,
      keywords: '',
      group: '',
    }))
    return ok('services', rows)
  }

  function decide(
    method: string,
    path: string,
    query: URLSearchParams,
    body: URLSearchParams,
    host: string,
  ): Answer {
    const [, resource = '', name = ''] = /^\/v2\/([a-z]+)(?:\/(.+))?\.(?:xml|json)$/.exec(path) ?? []
    if (/^\/discovery\.(xml|json)$/.test(path)) return discovery(host)
    const jurisdiction = (method === 'POST' ? body : query).get('jurisdiction_id')
    if (!jurisdiction && has('jurisdiction-is-required')) return fail(400, 'Falta jurisdiction_id')
    if (jurisdiction && jurisdiction !== doubleJurisdiction && !has('unknown-jurisdiction-is-ignored'))
      return fail(has('unknown-jurisdiction-is-400') ? 400 : 404, 'Jurisdicción desconocida')
    if (resource === 'services' && name === '') return catalogue()
    if (resource === 'services')
      return services.some(({ code, metadata }) => code === name && metadata)
        ? ok('service_definition', { service_code: name, attributes })
        : fail(404, 'Servicio desconocido')
    if (resource === 'tokens') return token(name)
    if (resource === 'requests' && name !== '') return one(name)
    if (resource === 'requests') return method === 'POST' ? file(body, path.endsWith('.xml')) : list(query)
    if (resource === 'servicerequestupdates' && method === 'POST') {
      if (double.updates.some(({ update_id }) => update_id === body.get('update_id')))
        return fail(400, 'An update with that id already exists')
      double.updates.push(Object.fromEntries(body))
      return ok('service_request_updates', [{ update_id: body.get('update_id') }])
    }
    if (resource === 'servicerequestupdates') return ok('service_request_updates', double.updates)
    return fail(404, 'Nada aquí')
  }

  const plurals = ['services', 'service_requests', 'service_request_updates', 'discovery']
  function write({ root, content, raw }: Answer, xml: boolean): { type: string; body: string } {
    if (raw) return raw
    if (!xml) {
      const wrapped = has('json-lists-wrapped') && plurals.includes(root)
      return {
        type: 'application/json; charset=utf-8',
        body: JSON.stringify(wrapped ? { [root]: content } : content),
      }
    }
    let body = toXml(root, content)
    if (has('discovery-repeats-endpoints'))
      body = body
        .replaceAll(/<endpoints><endpoint>/g, '<endpoints>')
        .replaceAll(/<\/endpoint><\/endpoints>/g, '</endpoints>')
    if (has('xml-declaration-without-encoding')) body = body.replace(' encoding="utf-8"', '')
    return { type: `${has('xml-is-application-xml') ? 'application/xml' : 'text/xml'}; charset=utf-8`, body }
  }

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = 'GET', url = '/' } = request
      double.heard.push({ method, url, body })
      const { pathname, searchParams } = new URL(url, 'http://double')
      const trouble = double.trouble(method, pathname)
      if (trouble?.kind === 'drop-before') return void request.socket.destroy()
      const early = trouble?.kind === 'answer' && trouble.after !== true
      const answer = early
        ? fail(500, '')
        : decide(
            method,
            decodeURIComponent(pathname),
            searchParams,
            new URLSearchParams(body),
            request.headers.host ?? '',
          )
      if (trouble?.kind === 'drop-after') return void request.socket.destroy()
      if (trouble)
        return void response.writeHead(trouble.status, trouble.headers ?? {}).end(trouble.body ?? '')
      const written = write(answer, !pathname.endsWith('.json'))
      response.writeHead(answer.status, { 'content-type': written.type }).end(written.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(double, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
