import { describe, expect, test } from 'vitest'
import { isOpen, openingHours, openSlots } from '../../../src/shared/domain/schedules/opening-hours.ts'
import { usualPlanning } from '../../../src/shared/domain/schedules/planning.ts'
import { requirementsOf } from '../../../src/shared/domain/schedules/requirement.ts'
import { slotsOfWeek } from '../../../src/shared/domain/schedules/week-time.ts'
import { madrid, monday } from '../../support/schedules.ts'

const saturday = '2026-12-05'
const planning = {
  ...usualPlanning,
  limits: { ...usualPlanning.limits, weekdays: [{ weekday: 6, hours: 'closed' as const }] },
  holidays: [{ day: monday, name: 'Fiesta', hours: { opens: '09:00', closes: '14:00' } }],
}
const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+01:00`)

describe('opening hours', () => {
  test('a holiday says more than its weekday, its weekday more than what is usual', () => {
    expect(openingHours(monday, planning)).toEqual({ opens: '09:00', closes: '14:00' })
    expect(openingHours(saturday, planning)).toBeUndefined()
    expect(openingHours('2026-12-01', planning)).toEqual({ opens: '07:00', closes: '20:00' })
    const asUsual = [{ day: saturday, name: 'Feria', hours: 'usual' as const }]
    expect(openingHours(saturday, { ...planning, holidays: asUsual })).toBeUndefined()
  })

  test('over midnight the line stays open into the next day', () => {
    const late = { ...planning, limits: { ...planning.limits, opens: '18:00', closes: '02:00' } }
    expect(isOpen(at('2026-12-03', '01:30'), late, madrid)).toBe(true)
    expect(isOpen(at('2026-12-03', '02:00'), late, madrid)).toBe(false)
    expect(isOpen(at('2026-12-03', '17:59'), late, madrid)).toBe(false)
  })

  test('calls that come while it is closed ask for nobody', () => {
    const slots = slotsOfWeek(monday, madrid)
    const expected = slots.map(() => ({ calls: 5, handleTimeS: 240 }))
    const needed = requirementsOf(slots, expected, { planning, timeZone: madrid })
    expect(openSlots(slots, planning, madrid).filter(Boolean)).toHaveLength(10 + 4 * 26 + 26)
    for (const [place, slot] of slots.entries()) {
      const open = openSlots([slot], planning, madrid)[0] === true
      expect([slot.day, slot.half, (needed[place]?.planned ?? 0) > 0]).toEqual([slot.day, slot.half, open])
    }
  })
})
