import { DeskError } from '../../../src/shared/errors.ts'
import fc from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, test } from 'vitest'
import type { DatedShift } from '../../../src/shared/domain/schedules/dated-shift.ts'
import {
  applyChange,
  type EditFacts,
  type ScheduleChange,
} from '../../../src/shared/domain/schedules/edit.ts'
import {
  clockMinutes,
  pauseSpan,
  spanOf,
  wallTimeOf,
} from '../../../src/shared/domain/schedules/week-time.ts'
import { dated, madrid, monday } from '../../support/schedules.ts'

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

  test('moving the start keeps the end; a rest that is left outside goes', () => {
    expect(change({ kind: 'start', datedShiftId, minutes: -60 })[0]).toMatchObject({
      from: '07:00',
      to: '13:00',
      pauses: [{ from: '10:20' }],
    })
    expect(change({ kind: 'start', datedShiftId, minutes: 150 })[0]).toMatchObject({
      from: '10:30',
      pauses: [],
    })
    expect(change({ kind: 'start', datedShiftId, minutes: 1440 })[0]).toMatchObject({ from: '12:30' })
  })

  test('exact hours and another function replace what was there', () => {
    const set = change({ kind: 'set', datedShiftId, from: '09:10', to: '12:05', work: 'email' })
    expect(set[0]).toMatchObject({ from: '09:10', to: '12:05', work: 'email', pauses: [{ from: '10:20' }] })
  })
})

/** The shift after the change, or as it was where it has no room. */
function unlessFull(asked: ScheduleChange, own: DatedShift): DatedShift {
  try {
    return change(asked, [own])[0] ?? own
  } catch (thrown) {
    if (thrown instanceof DeskError && thrown.code === 'invalid-input') return own
    throw thrown
  }
}

describe('rests and blocks inside a shift', () => {
  const rest = { datedShiftId, part: 'break', from: '10:20' } as const

  test('are put as near to the middle as there is room beside the others', () => {
    const [bare] = change({ kind: 'remove-part', ...rest })
    expect(bare?.pauses).toEqual([])
    const [once] = change({ kind: 'add-part', datedShiftId, part: 'break' }, bare ? [bare] : [])
    expect(once?.pauses).toEqual([{ kind: 'break', from: '10:20', to: '10:40' }])
    const [twice] = change({ kind: 'add-part', datedShiftId, part: 'meal' })
    expect(twice?.pauses[1]).toEqual({ kind: 'meal', from: '09:50', to: '10:20' })
    const [block] = change({ kind: 'add-part', datedShiftId, part: 'email' })
    expect(block?.blocks).toEqual([{ work: 'email', from: '10:00', to: '11:00' }])
  })

  test('are refused where there is no room left', () => {
    const short = dated({ from: '08:00', to: '08:30', pauses: [] })
    const [full] = change({ kind: 'add-part', datedShiftId: short.datedShiftId, part: 'meal' }, [short])
    const again = { kind: 'add-part', datedShiftId: short.datedShiftId, part: 'break' } as const
    expect(() => change(again, full ? [full] : [])).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    )
  })

  test('are held by the ends of the shift and by each other', () => {
    const moved = (minutes: number) => change({ kind: 'move-part', ...rest, minutes })[0]?.pauses[0]
    expect(moved(5)).toMatchObject({ from: '10:25', to: '10:45' })
    expect(moved(1000)).toMatchObject({ from: '12:40', to: '13:00' })
    expect(moved(-1000)).toMatchObject({ from: '08:00', to: '08:20' })
    const two = dated({ pauses: [...shift.pauses, { kind: 'meal', from: '11:00', to: '11:30' }] })
    const own = { ...rest, datedShiftId: two.datedShiftId }
    expect(change({ kind: 'move-part', ...own, minutes: 300 }, [two])[0]?.pauses).toContainEqual({
      kind: 'break',
      from: '10:40',
      to: '11:00',
    })
    expect(change({ kind: 'lengthen-part', ...own, minutes: 300 }, [two])[0]?.pauses).toContainEqual({
      kind: 'break',
      from: '10:20',
      to: '11:00',
    })
    expect(change({ kind: 'lengthen-part', ...own, minutes: -300 }, [two])[0]?.pauses).toContainEqual({
      kind: 'break',
      from: '10:20',
      to: '10:25',
    })
  })

  test('never leave their shift nor lie in each other, whatever is pressed', () => {
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom('move-part' as const, 'lengthen-part' as const, 'add-part' as const),
        part: fc.constantFrom('break' as const, 'meal' as const, 'email' as const, 'training' as const),
        minutes: fc.integer({ min: -40, max: 40 }).map((five) => five * 5),
        which: fc.nat(5),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(steps, fc.constantFrom('08:00', '20:00', '23:30'), (pressed, from) => {
        let own = dated({ from, to: wallTimeOf(clockMinutes(from) + 360), pauses: [] })
        for (const { kind, part, minutes, which } of pressed) {
          const parts = [
            ...own.pauses.map((one) => ({ part: one.kind, from: one.from })),
            ...own.blocks.map((one) => ({ part: one.work, from: one.from })),
          ]
          const named = parts[which % Math.max(1, parts.length)]
          const of = { datedShiftId: own.datedShiftId }
          if (kind !== 'add-part' && !named) continue
          const asked: ScheduleChange =
            kind === 'add-part' || !named
              ? { kind: 'add-part', ...of, part }
              : { kind, ...of, ...named, minutes }
          own = unlessFull(asked, own)
          for (const list of [own.pauses, own.blocks]) {
            const spans = list.map((one) => pauseSpan(own, one, madrid)).toSorted((a, b) => a.from - b.from)
            const whole = spanOf(own, madrid)
            for (const [at, span] of spans.entries()) {
              expect(span.from).toBeGreaterThanOrEqual(whole.from)
              expect(span.to).toBeLessThanOrEqual(whole.to)
              expect(span.from).toBeGreaterThanOrEqual(spans[at - 1]?.to ?? whole.from)
            }
          }
        }
      }),
    )
  })
})
