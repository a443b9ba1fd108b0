import type { City } from './city.ts'
import type { Check } from './suite.ts'
import {
  expectErrors,
  expectFormat,
  expectStatus,
  Miss,
  Skip,
  seen,
  strictRows,
  wordsOf,
  type Fields,
} from './verdict.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs
/** What GeoReport's record always has; what may be absent is not here. */
const always =
  'service_request_id status service_name service_code description requested_datetime updated_datetime address address_id zipcode lat long media_url'.split(
    ' ',
  )
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/

/** S17–S25: looking at requests. */
export const querying: readonly Check[] = [
  {
    id: 'S17',
    expects: 'a new request is shown by its id, whole, and in the list; an unknown id is 404',
    async run(city) {
      const { id, service } = await city.created()
      for (const format of city.formats) {
        const reply = await city.shown(id, format)
        expectStatus(reply, 200)
        expectFormat(reply)
        const rows = strictRows(reply, 'service_requests')
        const [row = {}] = rows
        const missing = always.filter((name) => !Object.hasOwn(row, name))
        const texts = Object.values(row).includes('null')
        const own = wordsOf(row, 'service_request_id') === id && wordsOf(row, 'service_code') === service.code
        if (rows.length !== 1 || !own || texts || typeof row['service_request_id'] !== 'string')
          throw new Miss(seen(reply))
        if (missing.length > 0) throw new Miss(`without ${missing.join(', ')}; ${seen(reply)}`)
        expectHas(await city.rows({ service_code: service.code, ...around(city, 1) }, format), id)
        expectErrors(await city.get(`${city.endpoint}/requests/no-such-request-311.${format}`), 404)
      }
      return id
    },
  },
  {
    id: 'S18',
    expects: 'comma lists of ids, service codes and statuses are taken apart',
    async run(city) {
      const { id, service } = await city.created()
      const reply = await city.file(city.formats.at(-1) ?? 'xml', service)
      const second = wordsOf(strictRows(reply, 'service_requests')[0] ?? {}, 'service_request_id')
      await city.shown(second, city.formats.at(-1) ?? 'xml')
      const both = await city.rows({ service_request_id: `${id},${second}` })
      expectHas(both, id)
      expectHas(both, second)
      if (both.length !== 2) throw new Miss(`${both.length} rows for two ids`)
      expectHas(
        await city.rows({ service_code: `no-such-service-311,${service.code}`, ...around(city, 1) }),
        id,
      )
      expectHas(
        await city.rows({ status: 'open,closed', service_code: service.code, ...around(city, 1) }),
        id,
      )
      return 'each part counts'
    },
  },
  {
    id: 'S19',
    expects: 'service_request_id overrides every other filter',
    async run(city) {
      const { id } = await city.created()
      const others = {
        service_code: 'no-such-service-311',
        start_date: '2001-01-01T00:00:00Z',
        status: 'closed',
      }
      expectHas(await city.rows({ ...others, end_date: '2001-01-02T00:00:00Z', service_request_id: id }), id)
      return id
    },
  },
  {
    id: 'S20',
    expects: 'start_date and end_date bound the list, by 90 days at most, also when not given',
    async run(city) {
      const { id, service } = await city.created()
      const mine = { service_code: service.code }
      expectHas(await city.rows({ ...mine, ...around(city, 1) }), id)
      const later = window(city, dayMs, 2 * dayMs)
      if ((await city.rows({ ...mine, ...later })).length > 0) throw new Miss('rows from the future')
      const earlier = await city.rows({ ...mine, ...window(city, -10 * dayMs, -2 * dayMs) })
      if (has(earlier, id)) throw new Miss(`${id} in a window that ended two days ago`)
      const oldest = Math.min(...(await city.rows({})).map(requestedAt))
      if (oldest < city.target.now() - 91 * dayMs)
        throw new Miss(`without dates, a request of ${new Date(oldest).toISOString()}`)
      const wide = await city.get(
        `${city.endpoint}/requests.${city.formats.at(-1)}`,
        window(city, -200 * dayMs, hourMs),
      )
      if (wide.status >= 400 && wide.status < 500) return 'bounded; more than 90 days are refused'
      const times = strictRows(wide, 'service_requests').map(requestedAt)
      if (Math.max(...times) - Math.min(...times) > 91 * dayMs)
        throw new Miss('a list over more than 90 days')
      return 'bounded'
    },
  },
  {
    id: 'S21',
    expects: 'status=open lists only open, status=closed only closed requests, in small letters',
    async run(city) {
      for (const format of city.formats)
        for (const status of ['open', 'closed'])
          for (const row of await city.rows({ status }, format))
            if (wordsOf(row, 'status') !== status)
              throw new Miss(`${format}: status=${status} lists ${JSON.stringify(row['status'] ?? null)}`)
      const { id, service } = await city.created()
      const open = await city.rows({ service_code: service.code, status: 'open', ...around(city, 1) })
      const closed = await city.rows({ service_code: service.code, status: 'closed', ...around(city, 1) })
      if (has(open, id) === has(closed, id)) throw new Miss(`${id} in both lists or in neither`)
      return 'as asked'
    },
  },
  {
    id: 'S22',
    expects: 'every time with its zone, and no update before its request',
    async run(city) {
      await city.created().catch(unlessSkipped)
      let rows = 0
      for (const format of city.formats)
        for (const row of await city.rows({}, format)) {
          const [requested, updated] = [wordsOf(row, 'requested_datetime'), wordsOf(row, 'updated_datetime')]
          const sound = withZone.test(requested) && withZone.test(updated)
          if (!sound || Date.parse(updated) < Date.parse(requested))
            throw new Miss(`${format}: requested ${requested}, updated ${updated}`)
          rows += 1
        }
      if (rows === 0) throw new Skip('no requests to look at')
      return `${rows} rows`
    },
  },
  {
    id: 'S23',
    expects: '1000 requests at most',
    async run(city) {
      const rows = await city.rows(window(city, -89 * dayMs, hourMs))
      if (rows.length > 1000) throw new Miss(`${rows.length} rows`)
      return `${rows.length} rows`
    },
  },
  {
    id: 'S24',
    expects: 'where page and page_size are offered, pages follow each other without overlap',
    async run(city) {
      const [first, second] = [
        await city.rows({ page: '1', page_size: '1' }),
        await city.rows({ page: '2', page_size: '1' }),
      ]
      if (first.length !== 1) throw new Skip('not offered')
      const [a, b] = [first, second].map((rows) => wordsOf(rows[0] ?? {}, 'service_request_id'))
      if (second.length > 1 || (second.length === 1 && a === b)) throw new Miss(`page 1: ${a}, page 2: ${b}`)
      return `${a}, then ${b === '' ? 'nothing' : b}`
    },
  },
  {
    id: 'S25',
    expects: '404 for a wrong jurisdiction_id; 400 without one where the server needs it',
    async run(city) {
      if (city.target.jurisdiction === undefined) throw new Skip('needs --jurisdiction')
      for (const format of city.formats) {
        const address = `${city.endpoint}/requests.${format}`
        expectErrors(await city.get(address, { jurisdiction_id: 'no-such-city-311.example' }), 404)
        const without = await city.get(address, { jurisdiction_id: '' })
        if (without.status !== 200) expectErrors(without, 400)
      }
      return '404, and 400 or the only city'
    },
  },
]

function window(city: City, fromMs: number, toMs: number): { start_date: string; end_date: string } {
  const at = (ms: number) => new Date(city.target.now() + ms).toISOString()
  return { start_date: at(fromMs), end_date: at(toMs) }
}

function around(city: City, hours: number): { start_date: string; end_date: string } {
  return window(city, -hours * hourMs, hours * hourMs)
}

function requestedAt(row: Fields): number {
  return Date.parse(wordsOf(row, 'requested_datetime'))
}

function has(rows: readonly Fields[], id: string): boolean {
  return rows.some((row) => wordsOf(row, 'service_request_id') === id)
}

function expectHas(rows: readonly Fields[], id: string): void {
  if (!has(rows, id)) throw new Miss(`${id} is not among ${rows.length} rows`)
}

function unlessSkipped(fault: unknown): void {
  if (!(fault instanceof Skip)) throw fault
}
