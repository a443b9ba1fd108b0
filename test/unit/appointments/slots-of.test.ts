import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SlotRule } from '../../../src/shared/domain/appointments/slot-rule.ts'
import {
  answersTo,
  publishedSlots,
  ruleIdOf,
  slotNamed,
  slotsOf,
} from '../../../src/shared/domain/appointments/slots-of.ts'
import { shiftDay, wallClock } from '../../../src/shared/domain/shifts/clock-time.ts'
import { wallTimeOf } from '../../../src/shared/domain/schedules/week-time.ts'

const base = {
  ruleId: 'norte',
  unitId: 'catastro',
  place: 'Oficina Norte',
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU',
  firstDay: '2026-01-01',
  from: '08:00',
  to: '10:00',
  slotMinutes: 30,
  capacity: 1,
}
const rule = (changed: object = {}): SlotRule => SlotRule.parse({ ...base, ...changed })

describe('published hours', () => {
  test('stand one after another inside the rule’s hours, each found again by its name, on both clocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Madrid', 'America/Guayaquil'),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 1300 }),
        fc.integer({ min: 5, max: 120 }),
        fc.integer({ min: 1, max: 139 }),
        (timeZone, ahead, opens, slotMinutes, open) => {
          const day = shiftDay('2026-01-01', ahead)
          const offered = rule({ from: wallTimeOf(opens), to: wallTimeOf(opens + open), slotMinutes })
          const slots = slotsOf(offered, day, day, timeZone)
          expect(slots.length).toBeLessThanOrEqual(Math.floor(open / slotMinutes))
          for (const [index, slot] of slots.entries()) {
            const { day: shown, wallMs } = wallClock(Date.parse(slot.startsAt), timeZone)
            expect(shown).toBe(day)
            expect(wallMs / 60_000).toBeGreaterThanOrEqual(opens)
            expect(slot.startsAt >= (slots[index - 1]?.endsAt ?? '')).toBe(true)
            expect(slotNamed(slot.slotId, offered, timeZone)).toEqual(slot)
            expect(ruleIdOf(slot.slotId)).toBe('norte')
          }
        },
      ),
    )
  })

  test('do not exist in the hour that Madrid’s clock skips, on closed days or before the rule begins', () => {
    const early = rule({ from: '01:00', to: '04:00', slotMinutes: 60 })
    const hands = (day: string) =>
      slotsOf(early, day, day, 'Europe/Madrid').map(({ slotId }) => slotId.slice(-4))
    expect(hands('2026-03-29')).toEqual(['0100', '0300'])
    expect(hands('2026-03-30')).toEqual(['0100', '0200', '0300'])
    const closed = rule({ exceptions: ['2026-12-25'], firstDay: '2026-12-24' })
    const days = slotsOf(closed, '2026-12-20', '2026-12-26', 'Europe/Madrid').map(({ startsAt }) =>
      startsAt.slice(0, 10),
    )
    expect([...new Set(days)]).toEqual(['2026-12-24', '2026-12-26'])
    expect(slotNamed('norte@20261225T0800', closed, 'Europe/Madrid')).toBeUndefined()
    expect(slotNamed('norte@20261224T0810', closed, 'Europe/Madrid')).toBeUndefined()
  })

  test('answer by unit, by procedure and by everything that somebody needs; the past is not offered', () => {
    const access = rule({ features: ['step-free', 'lift'], procedureIds: ['avaluo'] })
    const any = { day: '', needs: [] }
    expect(answersTo(access, { ...any, needs: ['lift', 'step-free'] })).toBe(true)
    expect(answersTo(access, { ...any, needs: ['lift', 'quiet'] })).toBe(false)
    expect(answersTo(access, { ...any, procedureId: 'otro' })).toBe(false)
    expect(answersTo(rule(), { ...any, procedureId: 'otro' })).toBe(true)
    expect(answersTo(access, { ...any, unitId: 'otra' })).toBe(false)
    const now = Date.parse('2026-11-23T14:00:00.000Z')
    const [next] = publishedSlots([rule()], any, now, 'America/Guayaquil')
    expect(next?.slot.startsAt).toBe('2026-11-23T14:30:00.000Z')
  })

  test('are refused where they could never be: backwards, or on days that are no rule', () => {
    expect(SlotRule.safeParse({ ...base, to: '07:00' }).error?.issues[0]?.path).toEqual(['to'])
    expect(SlotRule.safeParse({ ...base, rrule: 'los martes' }).error?.issues[0]?.path).toEqual(['rrule'])
  })
})
