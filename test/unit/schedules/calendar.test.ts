import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/backend/schedules/calendar.ts'
import type { DatedShift } from '../../../src/shared/domain/schedules/dated-shift.ts'

const week = '2026-12-07'
const shift = (day: string, from: string, to: string, pauses: DatedShift['pauses']): DatedShift => ({
  datedShiftId: '01KB4H4YQ0000000000000000A',
  agentId: 'ana',
  day,
  from,
  to,
  work: 'phone',
  pauses,
  blocks: [],
})

describe('the iCalendar feed, read by ical.js', () => {
  const of = (timeZone: 'Europe/Madrid' | 'America/Guayaquil', shifts: DatedShift[]) => {
    const text = calendarOf(
      [
        {
          weekId: 'w',
          agentId: 'ana',
          weekStart: week,
          version: 2,
          publishedAt: '2026-11-23T14:00:00.000Z',
          shifts,
          awaited: null,
          absentDays: [],
          answer: null,
          reply: null,
        },
      ],
      { name: 'Ciudad', timeZone },
    )
    const root = new ICAL.Component(ICAL.parse(text) as unknown[])
    const zone = root.getFirstSubcomponent('vtimezone')
    if (zone) ICAL.TimezoneService.register(new ICAL.Timezone(zone))
    return { text, events: root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)) }
  }

  test.each([
    ['2026-03-28', '2026-03-28T21:00:00.000Z', '2026-03-29T04:00:00.000Z'],
    ['2026-10-24', '2026-10-24T20:00:00.000Z', '2026-10-25T05:00:00.000Z'],
    ['2026-12-07', '2026-12-07T21:00:00.000Z', '2026-12-08T05:00:00.000Z'],
  ])('a night shift on %s is at the same instants there as here', (day, from, to) => {
    const { text, events } = of('Europe/Madrid', [shift(day, '22:00', '06:00', [])])
    expect(text).toContain('TZID=Europe/Madrid')
    expect(
      events.map((event) => [
        event.startDate.toJSDate().toISOString(),
        event.endDate.toJSDate().toISOString(),
      ]),
    ).toEqual([[from, to]])
  })

  test('Quito has its own zone, and the rests are in words', () => {
    const { events } = of('America/Guayaquil', [
      shift(week, '08:00', '13:00', [{ kind: 'break', from: '10:20', to: '10:40' }]),
    ])
    expect(events[0]?.startDate.toJSDate().toISOString()).toBe('2026-12-07T13:00:00.000Z')
    expect(events[0]?.description).toBe('Descanso 10:20–10:40')
    expect(events[0]?.summary).toBe('Turno 08:00–13:00')
  })
})
