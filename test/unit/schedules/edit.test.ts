import { ulid } from 'ulid'
import { describe, expect, test } from 'vitest'
import type { DatedShift } from '../../../src/shared/domain/schedules/dated-shift.ts'
import {
  applyChange,
  type EditFacts,
  type ScheduleChange,
} from '../../../src/shared/domain/schedules/edit.ts'
import { dated, monday } from '../../support/schedules.ts'

const pattern = {
  patternId: ulid(),
  name: 'Mañanas',
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TU',
  firstDay: '2026-01-05',
  from: '08:00',
  to: '14:00',
  work: 'phone' as const,
  pauses: [],
}
const facts: EditFacts = {
  weekStart: monday,
  patterns: [pattern],
  earlier: { weekStart: '2026-11-16', shifts: [dated({ day: '2026-11-18' })] },
  newId: () => ulid(),
}
const shift = dated()
const { datedShiftId } = shift
const change = (one: ScheduleChange, shifts: DatedShift[] = [shift]) => applyChange(shifts, one, facts)

describe('a lead edits a draft', () => {
  test('moving takes the pauses along and keeps the length', () => {
    const moved = change({ kind: 'move', datedShiftId, agentId: 'luis', day: '2026-12-01', minutes: 90 })
    expect(moved).toMatchObject([
      {
        datedShiftId,
        agentId: 'luis',
        day: '2026-12-01',
        from: '09:30',
        to: '14:30',
        pauses: [{ from: '11:50', to: '12:10' }],
      },
    ])
  })

  test('a shift cannot be moved off either end of its day', () => {
    expect(
      change({ kind: 'move', datedShiftId, agentId: 'ana', day: monday, minutes: -1440 })[0],
    ).toMatchObject({ from: '00:00', to: '05:00' })
    expect(
      change({ kind: 'move', datedShiftId, agentId: 'ana', day: monday, minutes: 1440 })[0],
    ).toMatchObject({ from: '23:30', to: '04:30' })
  })

  test('lengthening moves the end, over midnight too; shortening drops the pauses left outside', () => {
    expect(change({ kind: 'lengthen', datedShiftId, minutes: 690 })[0]).toMatchObject({
      from: '08:00',
      to: '00:30',
    })
    expect(change({ kind: 'lengthen', datedShiftId, minutes: -180 })[0]).toMatchObject({
      to: '10:00',
      pauses: [],
    })
    expect(change({ kind: 'lengthen', datedShiftId, minutes: -1440 })[0]).toMatchObject({ to: '08:30' })
  })

  test('copying makes another shift of it, removing takes it away', () => {
    const copied = change({ kind: 'copy', datedShiftId, agentId: 'luis', day: '2026-12-02' })
    expect(copied).toHaveLength(2)
    expect(copied[1]?.datedShiftId).not.toBe(datedShiftId)
    expect(change({ kind: 'remove', datedShiftId })).toEqual([])
  })

  test('a pattern replaces what stands on its days, and only there', () => {
    const other = dated({ day: '2026-12-04' })
    const applied = change({ kind: 'apply-pattern', agentId: 'ana', patternId: pattern.patternId }, [
      shift,
      other,
    ])
    expect(applied.map(({ day, from, to }) => `${day} ${from} ${to}`)).toEqual([
      '2026-12-04 08:00 13:00',
      '2026-11-30 08:00 14:00',
      '2026-12-01 08:00 14:00',
    ])
  })

  test('a copied week keeps its weekdays, over a week in between', () => {
    expect(change({ kind: 'copy-week' })).toMatchObject([{ day: '2026-12-02', from: '08:00' }])
  })

  test('a shift or pattern that is gone is said to be gone', () => {
    for (const one of [
      { kind: 'remove', datedShiftId: ulid() } as const,
      { kind: 'apply-pattern', agentId: 'ana', patternId: ulid() } as const,
    ])
      expect(() => change(one)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
