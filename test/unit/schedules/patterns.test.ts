import { describe, expect, test } from 'vitest'
import { daysOfPattern, patternFault } from '../../../src/shared/domain/schedules/patterns.ts'
import { monday } from '../../support/schedules.ts'

const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR', firstDay: '2026-01-05' }

describe('patterns by RRULE', () => {
  test('name their days of a week', () => {
    expect(daysOfPattern(weekly, monday)).toEqual(['2026-11-30', '2026-12-02', '2026-12-04'])
  })

  test('every other week counts from the first day', () => {
    const other = { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', firstDay: '2026-11-24' }
    expect(daysOfPattern(other, '2026-11-23')).toEqual(['2026-11-24'])
    expect(daysOfPattern(other, monday)).toEqual([])
    expect(daysOfPattern(other, '2026-12-07')).toEqual(['2026-12-08'])
  })

  test('the first Monday of a month, an end and a count are understood', () => {
    expect(daysOfPattern({ rrule: 'FREQ=MONTHLY;BYDAY=1MO', firstDay: '2026-01-01' }, '2026-12-07')).toEqual([
      '2026-12-07',
    ])
    expect(daysOfPattern({ rrule: 'FREQ=DAILY;COUNT=2', firstDay: monday }, monday)).toHaveLength(2)
    expect(daysOfPattern({ ...weekly, rrule: `${weekly.rrule};UNTIL=20261201T000000Z` }, monday)).toEqual([
      monday,
    ])
  })

  test('neither change of the clock takes or adds a day', () => {
    const daily = { rrule: 'FREQ=DAILY', firstDay: '2026-01-01' }
    expect(daysOfPattern(daily, '2026-03-23')).toHaveLength(7)
    expect(daysOfPattern(daily, '2026-10-19')).toHaveLength(7)
  })

  test.each([
    ['FREQ=SECONDLY', /FREQ=DAILY/],
    ['FREQ=WEEKLY;BYDAY=XX', /RFC 5545/],
    ['BYDAY=MO', /FREQ/],
    ['FREQ=DAILY;BYHOUR=3,4', /hours/],
    ['FREQ=DAILY\nEXDATE:20261130T000000Z', /one line/],
  ])('%s is refused in words, and gives no day', (rrule, words) => {
    expect(patternFault({ rrule, firstDay: monday })).toMatch(words)
    expect(daysOfPattern({ rrule, firstDay: monday }, monday)).toEqual([])
  })
})
