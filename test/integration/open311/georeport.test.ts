import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askServer } from '../../../src/backend/open311/client/ask.ts'
import { createGeoReport, type GeoReport } from '../../../src/backend/open311/client/georeport.ts'
import type { RemoteCatalogue } from '../../../src/backend/open311/client/catalogue.ts'
import type { Open311Destination } from '../../../src/backend/open311/settings.ts'
import { fakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { doubleKey, startCityDouble, type CityDouble } from '../../support/open311/city-double.ts'

let city: CityDouble
let clock: FakeClock
let georeport: GeoReport
beforeEach(async () => {
  clock = fakeClock('2026-11-23T14:00:00.000Z')
  city = await startCityDouble(() => clock.now())
  georeport = createGeoReport({ destination: destinationAt(city.url), clock })
})
afterEach(() => city.close())

function destinationAt(url: string): Open311Destination {
  const services = { farola: '002' }
  return { name: 'ciudad', url: `${url}/v2`, key: doubleKey, services, requester: 'kept', updates: 'none' }
}
async function catalogue(): Promise<RemoteCatalogue> {
  const read = await georeport.catalogue()
  if (read.kind !== 'catalogue') throw new Error(read.reason)
  return read.catalogue
}
const askedFor = (path: string) => city.heard.filter(({ url }) => url.startsWith(path)).length

describe('C11: the other side’s services are kept until its changeset moves', () => {
  test('within ten minutes nothing is asked again; then only the changeset is', async () => {
    const first = await catalogue()
    expect(first.services.get('002')?.attributes.get('que')).toEqual({ required: true, many: true })
    const asked = city.heard.length
    expect(await catalogue()).toBe(first)
    expect(city.heard).toHaveLength(asked)
    clock.pass(11 * 60_000)
    expect(await catalogue()).toBe(first)
    expect(askedFor('/v2/services.json')).toBe(1)
  })

  test('a new changeset is a new reading, and what was begun with the old one keeps it', async () => {
    const first = await catalogue()
    const before = structuredClone([...first.services.keys()])
    city.changeset = '2026-12-01T00:00:00Z'
    clock.pass(11 * 60_000)
    const second = await catalogue()
    expect(second).not.toBe(first)
    expect(second.changeset).toBe('2026-12-01T00:00:00Z')
    expect([...first.services.keys()]).toEqual(before)
    expect(first.changeset).toBe('2026-01-01T00:00:00Z')
  })

  test('while the other side is away the last reading serves', async () => {
    const first = await catalogue()
    clock.pass(11 * 60_000)
    city.trouble = () => ({ kind: 'drop-before' })
    expect(await catalogue()).toBe(first)
  })
})

test('an update that is there already was told: the answer to the first time was lost', async () => {
  const update = {
    id: 'u1',
    reference: '1000',
    status: 'CLOSED' as const,
    at: '2026-11-23T14:00:00Z',
    description: 'x',
  }
  expect((await georeport.sendUpdate(update)).kind).toBe('rows')
  expect((await georeport.sendUpdate(update)).kind).toBe('rows')
  expect(city.updates).toHaveLength(1)
})

describe('a question to a foreign server', () => {
  let server: Server
  const serve = async (listener: RequestListener) => {
    server = createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  test('C8: no answer in time is unknown, neither a refusal nor a retry', async () => {
    const silent = await serve(() => {})
    expect((await askServer(silent, { method: 'POST', body: 'x' }, 50)).kind).toBe('unknown')
  })

  test('half an answer is unknown', async () => {
    const half = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('[{"service_request')
    })
    expect((await askServer(half, {}, 100)).kind).toBe('unknown')
  })

  test('a redirection is not followed: the key would go to whoever it names', async () => {
    const moved = await serve((_request, response) =>
      response.writeHead(307, { location: `${city.url}/v2/requests.json` }).end(),
    )
    expect(await askServer(moved, { method: 'POST', body: `api_key=${doubleKey}` }, 1_000)).toMatchObject({
      kind: 'refused',
      status: 307,
    })
    expect(city.heard).toEqual([])
  })
})
