import { describe, expect, test } from 'vitest'
import {
  closedDaysInWords,
  closedDaysWith,
  mostClosedDays,
} from '../../../src/renderer/desk/ui/closed-days.ts'
import { SlotRule } from '../../../src/shared/domain/appointments/slot-rule.ts'

describe('the closed days of an office are said in words', () => {
  test.each([
    ['one', ['2026-12-25'], 'viernes 25 de diciembre de 2026', 'Friday December 25, 2026'],
    [
      'in any order, and one that was named twice',
      ['2027-01-01', '2026-12-25', '2027-01-01'],
      'viernes 25 de diciembre de 2026 y viernes 1 de enero de 2027',
      'Friday December 25, 2026 and Friday January 1, 2027',
    ],
    [
      'in a row by the first and the last, also over the end of a year and a change of the clock',
      ['2026-12-31', '2027-01-01', '2026-12-30', '2026-10-24', '2026-10-25', '2026-10-26'],
      '24–26 de octubre de 2026 y 30 de diciembre de 2026 – 1 de enero de 2027',
      'October 24 – 26, 2026 and December 30, 2026 – January 1, 2027',
    ],
  ])('%s', (_how, days, spanish, english) => {
    const plain = (text: string) => text.replaceAll(/[\u2009\u202f\u00a0]/g, ' ')
    expect(plain(closedDaysInWords(days, 'es'))).toBe(spanish)
    expect(plain(closedDaysInWords(days, 'en'))).toBe(english)
  })
})

describe('a closed day that was typed is published with the others', () => {
  test('also where nobody pressed the button that adds it, in its place and once', () => {
    expect(closedDaysWith(['2027-01-01'], '2026-12-25')).toEqual(['2026-12-25', '2027-01-01'])
    expect(closedDaysWith(['2026-12-25'], '2026-12-25')).toEqual(['2026-12-25'])
    expect(closedDaysWith(['2026-12-25'], '')).toEqual(['2026-12-25'])
  })

  test('as far as the city takes them, and not silently left out beyond', () => {
    const days = Array.from({ length: mostClosedDays }, (_, index) =>
      new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10),
    )
    expect(closedDaysWith(days.slice(1), '2027-01-01')).toEqual(days)
    expect(closedDaysWith(days, '2027-01-02')).toEqual(days)
    expect(closedDaysWith(days, '2026-12-25')).toBeUndefined()
  })

  test('and that many is what the city says it takes', () => {
    const takes = (days: number) =>
      SlotRule.safeParse({ ...rule, exceptions: Array.from({ length: days }, () => '2026-12-25') }).success
    expect([takes(mostClosedDays), takes(mostClosedDays + 1)]).toEqual([true, false])
  })
})

const rule = {
  ruleId: 'r1',
  unitId: 'patronato',
  place: 'Patronato, zona centro',
  rrule: 'FREQ=WEEKLY;BYDAY=MO',
  firstDay: '2026-11-23',
  from: '09:00',
  to: '13:00',
  slotMinutes: 30,
  capacity: 1,
}
