import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GeoReport } from '../../../../src/backend/open311/client/georeport.ts'
import { searchLost, type Lost } from '../../../../src/backend/open311/client/search.ts'
import { wordOf, type Row } from '../../../../src/backend/open311/client/tolerant.ts'

const start = Date.parse('2026-11-22T12:00:00Z')
const minuteMs = 60_000

/** One case a minute, the oldest first. */
const casesOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    service_request_id: `c${index}`,
    requested_datetime: new Date(start + index * minuteMs).toISOString(),
    description: `Caso ${index}`,
  }))

type Ask = Record<string, string>

/** A server that lists the newest first, never more than one page at a time. */
function server(
  cases: readonly Row[],
  page: number,
  dates: (query: Ask) => Ask = (query) => query,
): { georeport: GeoReport; asked: Ask[] } {
  const asked: Ask[] = []
  const list: GeoReport['list'] = (query) => {
    asked.push(query)
    const { start_date: from, end_date: to } = dates(query)
    const at = (row: Row) => wordOf(row, 'requested_datetime') ?? ''
    const rows = cases
      .filter((row) => (from === undefined || at(row) >= from) && (to === undefined || at(row) <= to))
      .toReversed()
      .slice(0, page)
    return Promise.resolve({ kind: 'rows', rows })
  }
  return { georeport: { list } as GeoReport, asked }
}

/** The case that nobody heard of again, sent between two others. */
const lostAt = (index: number): Lost => ({
  clientReference: 'ref-1',
  serviceCode: '001',
  sentAt: new Date(start + (index - 0.5) * minuteMs),
  control: undefined,
})

describe('a case without an answer, in a list of one page', () => {
  test('is found however many came after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 50, max: 120 }),
        fc.nat(),
        async (count, page, place) => {
          const index = place % count
          const cases = casesOf(count)
          cases[index] = { ...cases[index], description: 'Caso. Ref. ref-1' }
          const found = await searchLost(server(cases, page).georeport, lostAt(index))
          expect(found).toEqual({ kind: 'found', reference: `c${index}` })
        },
      ),
    )
  })

  test.each([
    ['in the middle of a busy day', 150],
    ['as the very first one', 0],
    ['as the last one', 300],
  ])('is known to be absent where it was sent %s', async (_, index) => {
    expect(await searchLost(server(casesOf(300), 50).georeport, lostAt(index))).toEqual({ kind: 'absent' })
  })

  test.each<[string, (query: Ask) => Ask]>([
    ['ignores dates', () => ({})],
    [
      'turns dates round',
      ({ start_date: from, end_date: to }) => ({ start_date: to, end_date: from }) as Ask,
    ],
    ['lists nothing up to a date', (query) => ('end_date' in query ? { end_date: '2000' } : query)],
  ])('is left to a person where the server %s: that proves nothing', async (_, dates) => {
    const { georeport, asked } = server(casesOf(300), 50, dates)
    expect(await searchLost(georeport, lostAt(20))).toMatchObject({ kind: 'inconclusive' })
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  test('is looked for no further than twenty pages back', async () => {
    const { georeport, asked } = server(casesOf(3000), 50)
    expect(await searchLost(georeport, lostAt(0))).toMatchObject({ kind: 'inconclusive' })
    expect(asked).toHaveLength(21)
  })
})
