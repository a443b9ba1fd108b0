import { describe, expect, test } from 'vitest'
import type { DatedShift } from '../../../src/shared/domain/schedules/dated-shift.ts'
import { judgeDraft } from '../../../src/shared/domain/schedules/violations.ts'
import { onlyRules, shippedProfile, withRule } from '../../support/shift-story.ts'
import type { RuleId } from '../../../src/shared/domain/shifts/rules.ts'
import { usualPlanning } from '../../../src/shared/domain/schedules/planning.ts'
import { contract, dated as withRest, judgeFacts, monday } from '../../support/schedules.ts'

const tuesday = '2026-12-01'
const days = [
  '2026-11-30',
  '2026-12-01',
  '2026-12-02',
  '2026-12-03',
  '2026-12-04',
  '2026-12-05',
  '2026-12-06',
]
/** Its rests are not what most of these stories are about. */
const dated = (changed: Partial<DatedShift> = {}) => withRest({ pauses: [], ...changed })
const only = (...ids: RuleId[]) => judgeFacts({ profile: onlyRules(shippedProfile(), ids) })
const codes = (shifts: DatedShift[], facts = judgeFacts()) =>
  judgeDraft(shifts, facts).map(({ code }) => code)

describe('rules while a week is edited', () => {
  test('an ordinary day breaks none', () => {
    expect(judgeDraft([withRest()], judgeFacts())).toEqual([])
  })

  test('F-MAX: nine hours a day are all, split or not; a meal is not worked', () => {
    const facts = only('F-MAX')
    expect(codes([dated({ from: '08:00', to: '17:00', pauses: [] })], facts)).toEqual([])
    const long = dated({ from: '08:00', to: '17:30', pauses: [] })
    expect(judgeDraft([long], facts)).toMatchObject([{ code: 'F-MAX', hard: true, found: 9.5, allowed: 9 }])
    const split = [
      dated({ from: '08:00', to: '13:00', pauses: [] }),
      dated({ from: '16:00', to: '20:30', pauses: [] }),
    ]
    expect(judgeDraft(split, facts)).toMatchObject([{ code: 'F-MAX', found: 9.5 }])
    const meal = [{ kind: 'meal', from: '13:00', to: '13:30' } as const]
    expect(codes([{ ...long, pauses: meal }], facts)).toEqual([])
  })

  test('F-WEEK: thirty-nine hours, told once, at the shift that goes past them', () => {
    const week = days.slice(0, 5).map((day) => dated({ day, from: '08:00', to: '16:00', pauses: [] }))
    const found = judgeDraft(week, only('F-WEEK'))
    expect(found).toMatchObject([{ code: 'F-WEEK', hard: true, found: 40, allowed: 39 }])
    expect(found[0]?.datedShiftId).toBe(week[4]?.datedShiftId)
    expect(codes(week.slice(0, 4), only('F-WEEK'))).toEqual([])
  })

  test('F-WEEK does not count the Sunday before', () => {
    const week = days.slice(0, 4).map((day) => dated({ day, from: '08:00', to: '17:00', pauses: [] }))
    const facts = { ...only('F-WEEK'), around: [dated({ day: '2026-11-29', from: '08:00', to: '17:00' })] }
    expect(codes(week, facts)).toEqual([])
  })

  test('F-REST: twelve hours from one day’s last work to the next day’s first', () => {
    const late = dated({ from: '15:00', to: '21:00' })
    expect(codes([late, dated({ day: tuesday, from: '09:00' })], only('F-REST'))).toEqual([])
    const early = dated({ day: tuesday, from: '08:30' })
    expect(judgeDraft([late, early], only('F-REST'))).toMatchObject([
      { code: 'F-REST', hard: true, datedShiftId: early.datedShiftId, found: 11.5, allowed: 12 },
    ])
  })

  test('F-REST counts from the Sunday before, and the gap of a split day is no night', () => {
    const facts = { ...only('F-REST'), around: [dated({ day: '2026-11-29', from: '16:00', to: '22:00' })] }
    expect(codes([dated()], facts)).toEqual(['F-REST'])
    const split = [dated({ from: '08:00', to: '12:00' }), dated({ from: '16:00', to: '20:00' })]
    expect(codes(split, only('F-REST'))).toEqual([])
  })

  test('F-REST: a night in which the clock jumps ahead is an hour shorter', () => {
    const saturday = dated({ day: '2026-03-28', from: '16:00', to: '21:00' })
    const sunday = dated({ day: '2026-03-29', from: '09:00', to: '13:00' })
    expect(judgeDraft([saturday, sunday], only('F-REST'))).toMatchObject([{ found: 11 }])
  })

  test('F-REST counts over midnight', () => {
    const night = dated({ from: '22:00', to: '04:00' })
    expect(
      judgeDraft([night, dated({ day: tuesday, from: '15:30', to: '20:00' })], only('F-REST')),
    ).toMatchObject([{ found: 11.5 }])
  })

  test('R-EARLY asks, and does not forbid', () => {
    const shifts = [dated({ from: '15:00', to: '21:00' }), dated({ day: tuesday })]
    expect(judgeDraft(shifts, only('R-EARLY'))).toMatchObject([{ code: 'R-EARLY', hard: false, found: 11 }])
  })

  test('F-SHIFT: below the law’s floor is forbidden, below the tier is told', () => {
    const facts = only('F-SHIFT')
    const seven = (pauses: DatedShift['pauses']) => [dated({ from: '08:00', to: '15:00', pauses })]
    expect(judgeDraft(seven([]), facts)).toMatchObject([
      { code: 'F-SHIFT', hard: true, found: 0, allowed: 20 },
    ])
    const quarter = { kind: 'break', from: '11:00', to: '11:15' } as const
    expect(judgeDraft(seven([quarter]), facts)).toMatchObject([{ hard: false, found: 15, allowed: 20 }])
    expect(judgeDraft(seven([{ ...quarter, to: '11:20' }]), facts)).toEqual([])
  })

  test('F-SHIFT: a rest in the first or last hour is told', () => {
    const early = dated({ pauses: [{ kind: 'break', from: '08:30', to: '08:50' }] })
    expect(judgeDraft([early], only('F-SHIFT'))).toMatchObject([
      { code: 'F-SHIFT-EDGE', hard: false, found: 30, allowed: 60 },
    ])
  })

  test('F-SHIFT: visual breaks are planned in any hour, and never stand for the rest of the shift', () => {
    const visual = ['08:55', '09:55', '11:55', '13:55'].map((at) => ({
      kind: 'break' as const,
      from: at,
      to: at.replace('55', '59'),
    }))
    const seven = (pauses: DatedShift['pauses']) => [dated({ from: '08:00', to: '15:00', pauses })]
    const facts = only('F-SHIFT', 'F-PVD')
    expect(judgeDraft(seven(visual), facts)).toMatchObject([{ code: 'F-SHIFT', hard: true, found: 0 }])
    const rest = { kind: 'break', from: '11:00', to: '11:20' } as const
    expect(judgeDraft(seven([...visual, rest]), facts)).toEqual([])
  })

  test('R-NOTICE: a change this close needs a yes, and what stands needs none', () => {
    const facts = { ...only('R-NOTICE'), now: Date.parse('2026-11-27T09:00:00Z') }
    const close = dated()
    expect(judgeDraft([close], facts)).toMatchObject([{ code: 'R-NOTICE', hard: false, allowed: 5 }])
    expect(judgeDraft([close], { ...facts, standing: [{ ...close, pauses: [] }] })).toEqual([])
    expect(judgeDraft([dated({ day: '2026-12-03' })], facts)).toEqual([])
  })

  test('nobody is in two places, nor at work while away, nor resting outside the shift', () => {
    const facts = judgeFacts({
      profile: onlyRules(shippedProfile(), []),
      absences: [
        { absenceId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', agentId: 'ana', from: monday, to: monday, kind: 'leave' },
      ],
    })
    expect(
      codes(
        [dated({ day: tuesday }), dated({ day: tuesday, from: '12:00', to: '15:00', pauses: [] })],
        facts,
      ),
    ).toEqual(['overlap'])
    expect(codes([dated()], facts)).toEqual(['absent'])
    expect(codes([dated({ agentId: 'luis' })], facts)).toEqual([])
    const outside = [{ kind: 'break', from: '13:30', to: '13:40' } as const]
    expect(codes([dated({ day: tuesday, pauses: outside })], facts)).toEqual(['pause-outside'])
  })

  test('a site’s own number counts', () => {
    const profile = withRule(onlyRules(shippedProfile(), ['F-WEEK']), 'F-WEEK', { settings: { hours: 4 } })
    expect(codes([withRest()], judgeFacts({ profile }))).toEqual(['F-WEEK'])
  })

  test('R-SKILL: nobody is planned for what he was not trained for, by the lead’s word before his record', () => {
    const agents = [{ agentId: 'ana', skills: ['phone'] as const }]
    const mail = dated({ blocks: [{ work: 'email', from: '09:00', to: '10:00' }] })
    const facts = { ...only('R-SKILL'), agents }
    expect(judgeDraft([mail], facts)).toMatchObject([{ code: 'R-SKILL', hard: true }])
    const contracts = [contract('ana', { skills: ['phone', 'email'] })]
    expect(codes([mail], { ...facts, contracts })).toEqual([])
  })

  test('R-PREF: an exemption keeps a week from being published, a wish does not', () => {
    const evening = dated({ from: '15:00', to: '21:00' })
    const times = { notBefore: null, notAfter: '20:00', offWeekdays: [2] }
    const exempt = [contract('ana', { exempt: times })]
    const facts = { ...only('R-PREF'), contracts: exempt }
    expect(judgeDraft([evening, dated({ day: tuesday })], facts)).toMatchObject([
      { code: 'R-PREF', hard: true },
      { code: 'R-PREF', hard: true },
    ])
    const wishes = [contract('ana', { wishes: times })]
    expect(judgeDraft([evening], { ...facts, contracts: wishes })).toMatchObject([
      { code: 'wish', hard: false },
    ])
    expect(codes([dated()], facts)).toEqual([])
  })

  test('work over midnight ends after any hour that somebody may not work past', () => {
    const night = dated({ from: '18:00', to: '02:00' })
    const contracts = [contract('ana', { exempt: { notBefore: null, notAfter: '20:00', offWeekdays: [] } })]
    expect(codes([night], { ...only('R-PREF'), contracts })).toEqual(['R-PREF'])
  })

  test('more hours than the contract’s are told at the shift that goes past them, meals off', () => {
    const meal = [{ kind: 'meal', from: '11:00', to: '12:00' } as const]
    const week = days.slice(0, 4).map((day) => dated({ day, from: '08:00', to: '14:00', pauses: meal }))
    const facts = { ...only(), contracts: [contract('ana', { weeklyHours: 16 })] }
    expect(judgeDraft(week, facts)).toMatchObject([
      { code: 'contract', hard: false, found: 20, allowed: 16, datedShiftId: week[3]?.datedShiftId },
    ])
    expect(codes(week, { ...facts, contracts: [contract('ana', { weeklyHours: 20 })] })).toEqual([])
  })

  test('a contract’s hours are hours that pass: the night when the clock is set forward has one less', () => {
    const night = dated({ day: '2026-03-28', from: '22:00', to: '06:00' })
    const facts = (weeklyHours: number) => ({ ...only(), contracts: [contract('ana', { weeklyHours })] })
    expect(codes([night], facts(7))).toEqual([])
    expect(codes([night], facts(6))).toEqual(['contract'])
  })

  test('work while the line is closed is told: a weekday, a holiday, an hour', () => {
    const limits = {
      ...usualPlanning.limits,
      weekdays: [{ weekday: 1, hours: { opens: '09:00', closes: '14:00' } }],
    }
    const facts = { ...only(), limits }
    expect(codes([dated()], facts)).toEqual(['closed'])
    expect(codes([dated({ from: '09:00', to: '14:00' })], facts)).toEqual([])
    const holidays = [{ day: tuesday, name: 'Fiesta', hours: 'closed' as const }]
    expect(codes([dated({ day: tuesday })], { ...facts, holidays })).toEqual(['closed'])
    expect(codes([dated({ day: tuesday })], facts)).toEqual([])
  })
})
