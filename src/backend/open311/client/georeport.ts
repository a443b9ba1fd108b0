import type { Clock } from '../../clock.ts'
import type { Open311Destination } from '../settings.ts'
import { readService, type RemoteCatalogue, type RemoteService } from './catalogue.ts'
import { askServer, type Heard } from './ask.ts'
import { wordOf, type Row } from './tolerant.ts'

/** What became of a case that was sent. */
export type Sent =
  | { kind: 'created'; reference: string }
  | { kind: 'token'; token: string }
  /** A blackbox took it and says no more. */
  | { kind: 'taken' }
  | Exclude<Heard, { kind: 'rows' }>

export interface RemoteNews {
  readonly reference: string
  readonly status: string
  readonly words: string | undefined
  readonly at: number
}

export interface RemoteUpdate {
  readonly id: string
  readonly reference: string
  readonly status: 'OPEN' | 'CLOSED'
  readonly at: string
  readonly description: string
}

/** A city's GeoReport v2 server as we speak with it: strict in what we send, tolerant in what we take. */
export interface GeoReport {
  catalogue(): Promise<{ kind: 'catalogue'; catalogue: RemoteCatalogue } | Exclude<Heard, { kind: 'rows' }>>
  create(service: RemoteService, fields: readonly (readonly [string, string])[]): Promise<Sent>
  /** `token` once more while the number is not there yet. */
  resolve(token: string): Promise<Sent>
  list(query: Record<string, string>): Promise<Heard>
  /** mySociety's extension: every update between two moments. */
  news(from: Date, to: Date): Promise<RemoteNews[] | undefined>
  sendUpdate(update: RemoteUpdate): Promise<Heard>
}

export interface GeoReportDeps {
  readonly destination: Open311Destination
  readonly clock: Clock
  readonly answerWithinMs?: number
}

const catalogueLastsMs = 10 * 60_000

export function createGeoReport({ destination, clock, answerWithinMs = 20_000 }: GeoReportDeps): GeoReport {
  const { url, key, jurisdiction } = destination
  const named = jurisdiction === undefined ? {} : { jurisdiction_id: jurisdiction }
  let known: { catalogue: RemoteCatalogue; at: number } | undefined

  const get = (address: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams({ ...named, ...query }).toString()
    return askServer(search === '' ? address : `${address}?${search}`, { method: 'GET' }, answerWithinMs)
  }

  /** The key goes in the form, never in an address: addresses are logged on the way. */
  const post = async (path: string, fields: readonly (readonly [string, string])[]): Promise<Heard> => {
    const all = [['api_key', key] as const, ...Object.entries(named), ...fields]
    const body = new URLSearchParams(all.map(([name, value]): [string, string] => [name, value])).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const heard = await askServer(`${url}/${path}`, { method: 'POST', headers, body }, answerWithinMs)
    // A refusal that repeats the key must not carry it into the database.
    return heard.kind === 'refused' ? { ...heard, reason: heard.reason.replaceAll(key, '[…]') } : heard
  }

  async function readChangeset(): Promise<string | undefined> {
    for (const base of [url, url.replace(/\/[^/]+$/, '')]) {
      const heard = await get(`${base}/discovery.xml`)
      if (heard.kind !== 'rows') continue
      const changeset = heard.rows.map((row) => wordOf(row, 'changeset')).find((word) => word !== undefined)
      if (changeset !== undefined) return changeset
    }
    return undefined
  }

  async function readCatalogue(changeset: string | undefined): ReturnType<GeoReport['catalogue']> {
    const json = await get(`${url}/services.json`)
    const useful = json.kind === 'rows' && json.rows.length > 0
    const format = useful ? 'json' : 'xml'
    const heard = useful ? json : await get(`${url}/services.xml`)
    if (heard.kind !== 'rows') return heard
    const services = new Map<string, RemoteService>()
    const wanted = new Set(Object.values(destination.services))
    for (const row of heard.rows) {
      const code = wordOf(row, 'service_code')
      if (code === undefined || !wanted.has(code)) continue
      const definition = wordOf(row, 'metadata')?.toLowerCase() === 'true' ? await define(code, format) : []
      if (!definition) return { kind: 'later', reason: 'El otro sistema no da el formulario del servicio.' }
      const service = readService(row, definition === 'refused' ? undefined : definition)
      if (service) services.set(code, service)
    }
    const catalogue: RemoteCatalogue = { changeset, format, services }
    known = { catalogue, at: clock.now() }
    return { kind: 'catalogue', catalogue }
  }

  async function define(code: string, format: string): Promise<Row[] | 'refused' | undefined> {
    const heard = await get(`${url}/services/${encodeURIComponent(code)}.${format}`)
    if (heard.kind === 'refused') return 'refused'
    if (heard.kind !== 'rows') return undefined
    return heard.rows.flatMap((row) => {
      const attributes = row['attributes']
      return Array.isArray(attributes) ? (attributes as Row[]) : [row]
    })
  }

  return {
    async catalogue() {
      if (known && clock.now() - known.at < catalogueLastsMs) return { kind: 'catalogue', ...known }
      const changeset = await readChangeset()
      if (known && changeset !== undefined && changeset === known.catalogue.changeset) {
        known = { ...known, at: clock.now() }
        return { kind: 'catalogue', ...known }
      }
      const read = await readCatalogue(changeset)
      return read.kind !== 'catalogue' && known ? { kind: 'catalogue', ...known } : read
    },
    async create(service, fields) {
      const format = known?.catalogue.format ?? 'xml'
      const heard = await post(`requests.${format}`, [['service_code', service.code], ...fields])
      if (heard.kind !== 'rows') return heard
      const sent = sentIn(heard.rows)
      if (sent.kind === 'taken' && service.kind !== 'blackbox')
        return { kind: 'unknown', reason: 'El otro sistema lo tomó sin decir su número.' }
      return sent
    },
    async resolve(token) {
      const format = known?.catalogue.format ?? 'xml'
      const heard = await get(`${url}/tokens/${encodeURIComponent(token)}.${format}`)
      if (heard.kind !== 'rows') return heard
      const sent = sentIn(heard.rows)
      return sent.kind === 'created' ? sent : { kind: 'token', token }
    },
    list: (query) => get(`${url}/requests.${known?.catalogue.format ?? 'xml'}`, query),
    async news(from, to) {
      const range = { start_date: from.toISOString(), end_date: to.toISOString() }
      const heard = await get(`${url}/servicerequestupdates.xml`, range)
      return heard.kind === 'rows' ? heard.rows.flatMap((row) => newsIn(row, 'description')) : undefined
    },
    async sendUpdate({ id, reference, status, at, description }) {
      const heard = await post('servicerequestupdates.xml', [
        ['update_id', id],
        ['service_request_id', reference],
        ['status', status],
        ['updated_datetime', at],
        ['description', description],
      ])
      const again = heard.kind === 'refused' && /already (exists|been)|ya existe/i.test(heard.reason)
      return again ? { kind: 'rows', rows: [] } : heard
    },
  }
}

/** What an answer to a new request says, whichever fields came along with it. */
function sentIn(rows: readonly Row[]): Sent {
  for (const row of rows) {
    const reference = wordOf(row, 'service_request_id')
    if (reference !== undefined) return { kind: 'created', reference }
    const token = wordOf(row, 'token')
    if (token !== undefined) return { kind: 'token', token }
  }
  return { kind: 'taken' }
}

/** Empty for a row without id, status or a time that can be read. */
export function newsIn(row: Row, words: 'description' | 'status_notes'): RemoteNews[] {
  const reference = wordOf(row, 'service_request_id')
  const status = wordOf(row, 'status')
  const at = Date.parse(wordOf(row, 'updated_datetime') ?? wordOf(row, 'requested_datetime') ?? '')
  if (reference === undefined || status === undefined || Number.isNaN(at)) return []
  return [{ reference, status, at, words: wordOf(row, words)?.slice(0, 900) }]
}
