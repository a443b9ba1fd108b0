import { attributeName, keysOf, type City, type CityService } from './city.ts'
import type { Format, Reply } from './probe.ts'
import type { Check } from './suite.ts'
import {
  expectErrors,
  expectFormat,
  expectStatus,
  Miss,
  seen,
  Skip,
  strictRows,
  wordsOf,
  type Fields,
} from './verdict.ts'

const receiptFields = new Set(['service_request_id', 'token', 'service_notice', 'account_id'])
const longest = 4000
const worldly = 'Señal caída: ñ á ´ € 🚧; 1 < 2 & "así"\r\nSegunda línea'

/** S8–S16: filing requests. All but S8 need a key. */
export const creating: readonly Check[] = [
  {
    id: 'S8',
    expects: '403 without a key and with a wrong one, told as a list of code and description',
    async run(city) {
      const service = await anyService(city)
      for (const format of city.formats) {
        expectErrors(await city.file(format, service, { api_key: undefined }), 403)
        expectErrors(await city.file(format, service, { api_key: 'no-such-key-311' }), 403)
      }
      return '403'
    },
  },
  {
    id: 'S9',
    expects: '400 without service_code, 404 for an unknown one',
    async run(city) {
      const service = await withKey(city, anyService)
      for (const format of city.formats) {
        expectErrors(await city.file(format, service, { service_code: undefined }), 400)
        expectErrors(await city.file(format, service, { service_code: 'no-such-service-311' }), 404)
      }
      return '400 and 404'
    },
  },
  {
    id: 'S10',
    expects: '400 without lat and long, address_string or address_id',
    async run(city) {
      const service = await withKey(city, anyService)
      const nowhere = { lat: undefined, long: undefined, address_string: undefined }
      for (const format of city.formats) expectErrors(await city.file(format, service, nowhere), 400)
      return '400'
    },
  },
  {
    id: 'S11',
    expects: '400 without a required attribute',
    async run(city) {
      const [service, attribute] = await withKey(city, (each) => attributeWhere(each, isRequired))
      for (const format of city.formats)
        expectErrors(await city.file(format, service, { [attributeName(attribute)]: undefined }), 400)
      return '400'
    },
  },
  {
    id: 'S12',
    expects: 'a realtime service answers a list of one with service_request_id, no token, nothing else',
    async run(city) {
      const service = await withKey(city, (each) => each.serviceOf('realtime'))
      const ids = []
      for (const format of city.formats) {
        const receipt = receiptOf(await city.file(format, service))
        if (wordsOf(receipt, 'service_request_id') === '' || wordsOf(receipt, 'token') !== '')
          throw new Miss(`${format}: ${JSON.stringify(receipt)}`)
        ids.push(wordsOf(receipt, 'service_request_id'))
      }
      return ids.join(', ')
    },
  },
  {
    id: 'S13',
    expects: 'a batch service answers a token, which becomes an id; an unknown token is 404',
    async run(city) {
      const service = await withKey(city, (each) => each.serviceOf('batch'))
      const tokens = `${city.endpoint}/tokens`
      for (const format of city.formats) {
        expectErrors(await city.get(`${tokens}/no-such-token-311.${format}`), 404)
        const receipt = receiptOf(await city.file(format, service))
        const token = wordsOf(receipt, 'token')
        if (token === '' || wordsOf(receipt, 'service_request_id') !== '')
          throw new Miss(`${format}: ${JSON.stringify(receipt)}`)
        await idOfToken(city, `${tokens}/${encodeURIComponent(token)}.${format}`)
      }
      return 'token, then id'
    },
  },
  {
    id: 'S14',
    expects: 'a blackbox service answers neither id nor token',
    async run(city) {
      const service = await withKey(city, (each) => each.serviceOf('blackbox'))
      for (const format of city.formats) {
        const receipt = receiptOf(await city.file(format, service))
        if (wordsOf(receipt, 'token') !== '' || wordsOf(receipt, 'service_request_id') !== '')
          throw new Miss(`${format}: ${JSON.stringify(receipt)}`)
      }
      return 'neither'
    },
  },
  {
    id: 'S15',
    expects: 'every letter and line break comes back; 4000 characters are taken whole, 4001 refused',
    async run(city) {
      const service = await withKey(city, (each) => each.serviceOf('realtime'))
      for (const format of city.formats) await expectRoundTrip(city, service, format, worldly)
      await expectRoundTrip(city, service, city.formats.at(-1) ?? 'xml', 'ñ'.repeat(longest))
      for (const format of city.formats)
        expectErrors(await city.file(format, service, { description: 'ñ'.repeat(longest + 1) }), 400)
      return 'letter by letter'
    },
  },
  {
    id: 'S16',
    expects: 'several values of a multivaluelist are taken and come back',
    async run(city) {
      const [service, attribute] = await withKey(city, (each) =>
        attributeWhere(
          each,
          (one) => wordsOf(one, 'datatype') === 'multivaluelist' && keysOf(one).length > 1,
        ),
      )
      const keys = keysOf(attribute).slice(0, 2)
      const format = city.formats.at(-1) ?? 'xml'
      const receipt = receiptOf(await city.file(format, service, { [attributeName(attribute)]: keys }))
      const id = wordsOf(receipt, 'service_request_id')
      if (id === '') throw new Skip('taken, but the service gives no id to look at')
      const reply = await city.shown(id, format, { extensions: 'true' })
      const shown = strictRows(reply, 'service_requests')[0] ?? {}
      const attributes = shown['attributes'] ?? shown['extended_attributes']
      if (attributes === undefined)
        throw new Skip('taken, but the server shows no attributes (extensions=true)')
      if (!keys.every((key) => JSON.stringify(attributes).includes(JSON.stringify(key))))
        throw new Miss(JSON.stringify(attributes))
      return keys.join(', ')
    },
  },
]

async function withKey<T>(city: City, find: (city: City) => Promise<T>): Promise<T> {
  if (city.target.key === undefined) throw new Skip('needs --key')
  return await find(city)
}

async function anyService(city: City): Promise<CityService> {
  const services = await city.services()
  const found = services.find(({ kind }) => kind === 'realtime') ?? services[0]
  if (!found) throw new Skip('the server offers no service')
  return found
}

function isRequired(attribute: Fields): boolean {
  return wordsOf(attribute, 'required') === 'true' && wordsOf(attribute, 'variable') !== 'false'
}

async function attributeWhere(
  city: City,
  suits: (attribute: Fields) => boolean,
): Promise<[CityService, Fields]> {
  for (const service of await city.services()) {
    const found = service.attributes.find(suits)
    if (found) return [service, found]
  }
  throw new Skip('no service with such an attribute')
}

/** One row, in its form, with nothing that GeoReport does not name and no `null` spelled out as text. */
function receiptOf(reply: Reply): Fields {
  expectStatus(reply, 200, 201)
  expectFormat(reply)
  const [receipt, ...more] = strictRows(reply, 'service_requests')
  if (!receipt || more.length > 0) throw new Miss(seen(reply))
  const surplus = Object.entries(receipt).filter(
    ([name, value]) => !receiptFields.has(name) || value === 'null' || Array.isArray(value),
  )
  if (surplus.length > 0) throw new Miss(`${surplus.map(([name]) => name).join(', ')}; ${seen(reply)}`)
  return receipt
}

async function expectRoundTrip(
  city: City,
  service: CityService,
  format: Format,
  description: string,
): Promise<void> {
  const id = wordsOf(receiptOf(await city.file(format, service, { description })), 'service_request_id')
  for (const look of city.formats) {
    const reply = await city.shown(id, look)
    const came = wordsOf(strictRows(reply, 'service_requests')[0] ?? {}, 'description')
    if (came.replaceAll('\r\n', '\n').trim() !== description.replaceAll('\r\n', '\n'))
      throw new Miss(`${look}: ${JSON.stringify(came.slice(0, 100))} (${came.length} characters)`)
  }
}

const looks = 40
const lookAgainMs = 500

async function idOfToken(city: City, address: string): Promise<string> {
  for (let look = 1; ; look += 1) {
    const reply = await city.get(address)
    expectStatus(reply, 200)
    const id = wordsOf(strictRows(reply, 'service_requests')[0] ?? {}, 'service_request_id')
    if (id !== '') return id
    if (look === looks) throw new Miss(`no id after ${(looks * lookAgainMs) / 1000} s; ${seen(reply)}`)
    await city.target.pause(lookAgainMs)
  }
}
