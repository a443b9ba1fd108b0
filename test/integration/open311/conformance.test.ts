import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine, type Report } from '../../../src/backend/open311/conformance/suite.ts'
import {
  doubleJurisdiction,
  doubleKey,
  startCityDouble,
  type CityDouble,
  type Deviation,
} from '../../support/open311/city-double.ts'

let city: CityDouble
beforeAll(async () => {
  city = await startCityDouble()
})
afterAll(() => city.close())

async function examineWith(...planted: Deviation[]): Promise<Report> {
  city.requests.length = 0
  city.planted.clear()
  for (const deviation of planted) city.planted.add(deviation)
  const target = {
    url: city.url,
    key: doubleKey,
    jurisdiction: doubleJurisdiction,
    place: { lat: '-0.22', long: '-78.51' },
    pause: () => Promise.resolve(),
    now: Date.now,
  }
  return await examine(target, () => {})
}

const failed = (report: Report) => report.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)

test('a server as GeoReport v2 wants it fails nothing', async () => {
  const report = await examineWith()
  expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([])
  expect(report.passed).toBe(25)
})

test.each<[Deviation, string]>([
  ['json-lists-wrapped', 'S5'],
  ['service-code-is-number', 'S4'],
  ['metadata-is-text', 'S4'],
  ['one-request-is-object', 'S17'],
  ['unknown-id-is-empty-list', 'S17'],
  ['unknown-id-is-sample', 'S17'],
  ['post-answers-object', 'S12'],
  ['post-answers-full-record', 'S12'],
  ['post-without-key-is-taken', 'S8'],
  ['error-is-object', 'S8'],
  ['error-is-json-for-xml', 'S8'],
  ['error-is-html', 'S7'],
  ['unknown-jurisdiction-is-400', 'S25'],
  ['unknown-jurisdiction-is-ignored', 'S25'],
  ['unknown-service-is-403', 'S9'],
  ['unknown-service-is-taken', 'S9'],
  ['post-xml-is-nested', 'S12'],
  ['post-xml-says-null', 'S12'],
  ['post-xml-is-500', 'S12'],
  ['xml-is-application-xml', 'S3'],
  ['xml-declaration-without-encoding', 'S3'],
  ['token-route-is-missing', 'S13'],
  ['token-route-is-html', 'S13'],
  ['dates-are-inverted', 'S20'],
  ['dates-are-ignored', 'S20'],
  ['discovery-repeats-endpoints', 'S1'],
  ['discovery-names-another-port', 'S2'],
  ['discovery-without-key-service', 'S1'],
  ['service-name-is-absent', 'S17'],
  ['status-is-not-lower-cased', 'S21'],
  ['ids-are-numbers', 'S17'],
  ['null-fields-are-absent', 'S17'],
  ['discovery-is-minimal', 'S1'],
])('%s is caught by %s', async (deviation, check) => {
  expect(failed(await examineWith(deviation))).toContain(check)
})

test('without a key nothing is filed, and what needs one is skipped, not passed', async () => {
  city.planted.clear()
  city.requests.length = 0
  const report = await examine(
    { url: city.url, place: { lat: '0', long: '0' }, pause: () => Promise.resolve(), now: Date.now },
    () => {},
  )
  expect(city.requests).toEqual([])
  expect(report.checks.filter(({ status }) => status === 'skip').map(({ id }) => id)).toContain('S12')
  expect(report.failed).toBe(0)
})

test('an address where nothing answers fails everything, once each', async () => {
  const target = { url: 'http://127.0.0.1:9', place: { lat: '0', long: '0' } }
  const report = await examine({ ...target, pause: () => Promise.resolve(), now: Date.now }, () => {})
  expect(report).toMatchObject({ passed: 0, failed: 25, skipped: 0 })
})
