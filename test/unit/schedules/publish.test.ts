import { describe, expect, test } from 'vitest'
import { answerWeek, publishWeek, standingShifts } from '../../../src/shared/domain/schedules/publish.ts'
import type { PublishFacts } from '../../../src/shared/domain/schedules/publish.ts'
import type { Shift } from '../../../src/shared/domain/shift.ts'
import { workDay } from '../../../src/shared/domain/shifts/work-day.ts'
import { shippedProfile } from '../../support/shift-story.ts'
import { dated, madrid, monday } from '../../support/schedules.ts'

const friday = '2026-12-04'
const usual: Shift = {
  shiftId: 'ana-usual',
  agentId: 'ana',
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '14:00',
  activities: [{ kind: 'phone', from: '09:00', to: '14:00' }],
}
const facts = (at: string, changed: Partial<PublishFacts> = {}): PublishFacts => ({
  agentId: 'ana',
  weekStart: monday,
  at,
  profile: shippedProfile(),
  timeZone: madrid,
  absences: [],
  usual: [],
  ...changed,
})
const early = '2026-11-20T09:00:00.000Z'
const close = '2026-11-28T09:00:00.000Z'

describe('publishing a week', () => {
  test('far enough ahead it takes effect, and waits for an answer', () => {
    const week = publishWeek(undefined, [dated()], facts(early))
    expect(week).toMatchObject({ weekId: `ana.${monday}`, version: 1, awaited: null, answer: null })
    expect(week.shifts).toHaveLength(1)
  })

  test('within the notice period only what the agent accepts changes', () => {
    const moved = [dated({ from: '15:00', to: '20:00', pauses: [] }), dated({ day: friday })]
    const week = publishWeek(undefined, moved, facts(close, { usual: [usual] }))
    expect(week.awaited?.days).toEqual(['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'])
    expect(week.shifts.find(({ day }) => day === monday)).toMatchObject({ from: '09:00', to: '14:00' })
    expect(week.shifts.find(({ day }) => day === friday)).toMatchObject({ from: '08:00' })
    const accepted = answerWeek(week, { kind: 'accepted', words: '', at: close })
    expect(accepted.awaited).toBeNull()
    expect(accepted.shifts.find(({ day }) => day === monday)).toMatchObject({ from: '15:00' })
    expect(accepted.shifts.some(({ day }) => day === '2026-12-01')).toBe(false)
  })

  test('a disputed change stays where it was: on the table, not in the day', () => {
    const week = publishWeek(undefined, [dated()], facts(close, { usual: [usual] }))
    const disputed = answerWeek(week, { kind: 'disputed', words: 'Cuido a mi madre', at: close })
    expect(disputed.awaited).toEqual(week.awaited)
    expect(disputed.shifts).toEqual(week.shifts)
    expect(disputed.answer?.words).toBe('Cuido a mi madre')
  })

  test('publishing the same again asks for nothing, however late', () => {
    const first = publishWeek(undefined, [dated()], facts(early))
    const again = publishWeek(first, [dated()], facts(close))
    expect(again).toMatchObject({ version: 2, awaited: null })
  })

  test('a day that is emptied at short notice also needs a yes', () => {
    const first = publishWeek(undefined, [dated()], facts(early))
    const emptied = publishWeek(first, [], facts(close))
    expect(emptied.awaited).toEqual({ days: [monday], shifts: [] })
    expect(emptied.shifts).toHaveLength(1)
  })

  test('days away are told to the agent', () => {
    const absences = [
      {
        absenceId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
        agentId: 'ana',
        from: '2026-11-20',
        to: '2026-12-01',
        kind: 'leave' as const,
      },
    ]
    expect(publishWeek(undefined, [], facts(early, { absences })).absentDays).toEqual([monday, '2026-12-01'])
  })

  test('a usual shift on a day has the same id each time it is read', () => {
    const read = () =>
      standingShifts(undefined, facts(early, { usual: [usual] })).map((shift) => shift.datedShiftId)
    expect(read()).toEqual(read())
    expect(new Set(read()).size).toBe(5)
    expect(read()[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })
})

describe('the engine’s day', () => {
  const day = (weeks: Parameters<typeof workDay>[1]['weeks'], at: string) =>
    workDay(Date.parse(at), {
      shifts: [usual],
      weeks,
      timeZone: madrid,
      agentId: 'ana',
      experienceDays: null,
      skills: [],
      excluded: [],
    })

  test('is the published one where a week was published, with its rests, and the usual one elsewhere', () => {
    const week = publishWeek(
      undefined,
      [
        dated({
          day: friday,
          from: '15:00',
          to: '20:00',
          pauses: [{ kind: 'break', from: '17:00', to: '17:10' }],
        }),
      ],
      facts(early),
    )
    const published = day([week], '2026-12-04T12:00:00Z')
    expect(published.segments).toEqual([
      { from: Date.parse('2026-12-04T14:00:00Z'), to: Date.parse('2026-12-04T19:00:00Z') },
    ])
    expect(published.blocks.map(({ kind }) => kind)).toEqual(['phone', 'break', 'phone'])
    expect(day([week], '2026-11-30T12:00:00Z').segments).toEqual([])
    expect(day([week], '2026-12-08T12:00:00Z').segments).toHaveLength(1)
  })
})
