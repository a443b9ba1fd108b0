import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOffShift } from '../../../src/shared/domain/shifts/off-shift.ts'
import { forecastAt, placesInWindow, type Outlook } from '../../../src/shared/domain/shifts/outlook.ts'
import { hour, minute, nineOClock } from '../../support/shift-story.ts'

const outlook: Outlook = {
  at: new Date(nineOClock + 3 * minute).toISOString(),
  day: '2026-11-23',
  floor: 0.8,
  stagger: 0.5,
  live: { serviceLevel: 0.9, withoutMe: 0.7 },
  halfHours: [
    { from: new Date(nineOClock).toISOString(), needed: 6, serviceLevel: 0.95, withoutMe: 0.85 },
    { from: new Date(nineOClock + 30 * minute).toISOString(), needed: 9, serviceLevel: 0.6, withoutMe: 0.4 },
  ],
}

test('what was seen live is believed for five minutes, then the plan of the half hour, then nothing', () => {
  const at = (minutes: number) => forecastAt(outlook, nineOClock + minutes * minute)
  expect(at(4)).toEqual({ serviceLevel: 0.9, withoutMe: 0.7, floor: 0.8 })
  expect(at(9)).toEqual({ serviceLevel: 0.95, withoutMe: 0.85, floor: 0.8 })
  expect(at(30)).toMatchObject({ withoutMe: 0.4 })
  expect(at(60)).toBeUndefined()
  expect(at(-1)).toBeUndefined()
})

test('a crew that starts together shares the window out evenly; who starts at another time of the hour has all of it', () => {
  const starts = new Map([
    ['ana', nineOClock],
    ['eva', nineOClock + 2 * minute],
    ['luz', nineOClock + 4 * minute],
    ['sol', nineOClock + 30 * minute],
    ['uma', nineOClock + 5 * hour],
  ])
  expect(Object.fromEntries(placesInWindow(starts, hour, 10 * minute))).toEqual({
    ana: 0,
    uma: 1 / 3,
    eva: 2 / 3,
    luz: 1,
    sol: 0,
  })
})

test('everybody has a place, the same whatever the order they are told in', () => {
  const teams = fc.uniqueArray(
    fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 24 * hour })),
    {
      selector: ([agentId]) => agentId,
    },
  )
  fc.assert(
    fc.property(teams, (team) => {
      const places = placesInWindow(new Map(team), hour, 10 * minute)
      expect(places.size).toBe(team.length)
      for (const place of places.values()) expect(place >= 0 && place <= 1).toBe(true)
      expect(placesInWindow(new Map(team.toReversed()), hour, 10 * minute)).toEqual(places)
    }),
  )
})

test('F-DISC by the plan: between shifts, in the gap of a split one and on a free day; never for whom nothing is planned', () => {
  const shift = (shiftId: string, from: string, to: string) => ({
    shiftId,
    agentId: 'ana',
    weekdays: [1, 2],
    from,
    to,
    activities: [],
  })
  const facts = {
    shifts: [shift('a', '09:00', '12:00'), shift('b', '16:00', '19:00')],
    weeks: [],
    timeZone: 'Europe/Madrid',
    agentId: 'ana',
  }
  const off = (hours: number) => isOffShift(nineOClock + hours * hour, facts)
  expect([-1.1, -0.9, 0, 2.9, 3, 5.9, 6.1, 9.9, 10].map(off)).toEqual([
    true,
    false,
    false,
    false,
    true,
    true,
    false,
    false,
    true,
  ])
  expect(off(24 * 3)).toBe(true)
  expect(isOffShift(nineOClock, { ...facts, agentId: 'nadie' })).toBe(false)
})
