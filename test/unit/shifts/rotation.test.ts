import { describe, expect, test } from 'vitest'
import { functionNow } from '../../../src/shared/domain/shifts/function-now.ts'
import { nextFunctions } from '../../../src/shared/domain/shifts/judge-rotation.ts'
import { rotationStanding, type DaySoFar } from '../../../src/shared/domain/shifts/rotation-standing.ts'
import { nextEffect } from '../../../src/shared/domain/shifts/judge.ts'
import type { RuleId } from '../../../src/shared/domain/shifts/rules.ts'
import {
  isOverFairShare,
  proposeSwaps,
  type TeamMember,
} from '../../../src/shared/domain/shifts/team-rotation.ts'
import {
  nineOClock,
  onlyRules,
  planFrom,
  shiftStory,
  shippedProfile,
  withRule,
} from '../../support/shift-story.ts'

const profile = shippedProfile()
const only = (...ids: RuleId[]) => onlyRules(profile, ids)
const rotation = only('R-BLOCK', 'R-VOICE', 'R-BUDGET', 'R-SL', 'R-SKILL', 'R-PREF')

describe('one agent', () => {
  test('R-BLOCK proposes another function after two hours on the phone, and only proposes', () => {
    const story = shiftStory(rotation)
    story.pass(119)
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    story.pass(1)
    expect(story.prompt('R-BLOCK')).toMatchObject({ level: 'offer', effect: { kind: 'function' } })
    expect(nextEffect(story.judgement())).toBeUndefined()
    story.answer('R-BLOCK:0', 'now-after-contact')
    expect(nextEffect(story.judgement())?.ruleId).toBe('R-BLOCK')
    story.become({ kind: 'task', reason: 203, work: 'email' })
    expect(story.prompt('R-BLOCK')).toBeUndefined()
  })

  test('R-BLOCK is asked again after ten minutes, once, and after a no the agent stays where he is', () => {
    const story = shiftStory(rotation)
    story.pass(120)
    story.answer('R-BLOCK:0', 'in-10-min')
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    story.pass(10)
    expect(story.prompt('R-BLOCK')).toMatchObject({ promptId: 'R-BLOCK:0', postponableMs: 0 })
    story.answer('R-BLOCK:0', 'not-now')
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    story.pass(30)
    expect(story.prompt('R-BLOCK')).toBeUndefined()
  })

  test('R-BLOCK is an hour on the priority queue', () => {
    const story = shiftStory(rotation)
    story.become({ kind: 'ready', work: 'priority-phone' })
    story.pass(60)
    expect(story.prompt('R-BLOCK')).toBeDefined()
  })

  test('R-BLOCK goes on through a priority call and a minute without a line: neither is another function', () => {
    const story = shiftStory(rotation)
    story.pass(60)
    story.become({
      kind: 'contact',
      contactId: 'c1',
      work: 'priority-phone',
      topic: 'crisis',
      phase: 'talking',
    })
    story.pass(10)
    expect(functionNow(story.ledger)?.work).toBe('phone')
    story.ready()
    story.become({ kind: 'task', reason: 301, work: 'back-office' })
    story.pass(1)
    story.ready()
    story.pass(49)
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    story.become({
      kind: 'contact',
      contactId: 'c2',
      work: 'priority-phone',
      topic: 'crisis',
      phase: 'talking',
    })
    story.pass(1)
    expect(story.prompt('R-BLOCK')).toMatchObject({ promptId: 'R-BLOCK:0', effect: { kind: 'function' } })
  })

  test('R-BLOCK begins anew with another function the agent was on, however short its first contact follows', () => {
    const story = shiftStory(rotation)
    story.pass(100)
    story.become({ kind: 'task', reason: 203, work: 'email' })
    story.pass(5)
    story.ready()
    story.become({ kind: 'contact', contactId: 'c1', work: 'phone', topic: 'general', phase: 'talking' })
    story.pass(30)
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    expect(story.ledger.block).toMatchObject({ work: 'phone', ms: 30 * 60_000 })
  })

  test('R-VOICE leaves only work without voice once sixty percent of the shift was voice', () => {
    const story = shiftStory(rotation)
    story.pass(60)
    expect(nextFunctions(story.ledger, rotation)).not.toContain('callbacks')
    const balanced = shiftStory(rotation)
    balanced.become({ kind: 'task', reason: 203, work: 'email' })
    balanced.pass(60)
    balanced.ready()
    balanced.pass(60)
    expect(nextFunctions(balanced.ledger, rotation)).toContain('callbacks')
  })

  test('R-BUDGET offers nothing heavier once the day’s weighted hours are used up', () => {
    const rules = withRule(only('R-BUDGET'), 'R-BUDGET', { settings: { weightedHours: 1 } })
    const story = shiftStory(rules)
    story.pass(59)
    expect(nextFunctions(story.ledger, rules)).toContain('priority-phone')
    story.pass(1)
    expect(nextFunctions(story.ledger, rules)).not.toContain('priority-phone')
    expect(nextFunctions(story.ledger, rules)).toContain('email')
  })

  test('R-SL holds the change for fifteen minutes while the queue would fall under its floor, then does it', () => {
    const story = shiftStory(rotation)
    story.pass(119)
    const low = () =>
      story.happen({ kind: 'forecast', at: story.now(), serviceLevel: 0.75, withoutMe: 0.65, floor: 0.7 })
    low()
    story.pass(2)
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    story.pass(13)
    low()
    expect(story.prompt('R-BLOCK')).toBeUndefined()
    story.pass(1)
    low()
    expect(story.prompt('R-BLOCK')).toBeDefined()
  })

  test('R-SKILL proposes only what the agent has verified training for', () => {
    const story = shiftStory(rotation, planFrom(nineOClock, 8, { skills: ['phone', 'email'] }))
    expect(nextFunctions(story.ledger, rotation)).toEqual(['email'])
  })

  test('R-PREF never proposes what the agent is kept from', () => {
    const story = shiftStory(
      rotation,
      planFrom(nineOClock, 8, { skills: ['phone', 'email', 'social'], excluded: ['email'] }),
    )
    expect(nextFunctions(story.ledger, rotation)).toEqual(['social'])
  })

  test('F-NIGHT shortens the blocks between the hours a site names', () => {
    const night = onlyRules(
      withRule(profile, 'F-NIGHT', {
        enabled: true,
        settings: { from: '22:00', to: '06:00', blockFactor: 0.5 },
      }),
      ['F-NIGHT', 'R-BLOCK', 'R-SKILL'],
    )
    const atNight = shiftStory(night, planFrom(Date.parse('2026-11-23T21:30:00Z'), 8))
    atNight.pass(60)
    expect(atNight.prompt('R-BLOCK')).toBeDefined()
    const byDay = shiftStory(night)
    byDay.pass(60)
    expect(byDay.prompt('R-BLOCK')).toBeUndefined()
  })
})

describe('a team', () => {
  type Colleague = DaySoFar & Pick<TeamMember, 'loadThisWeek' | 'priorityThisWeek' | 'volunteer'>
  const member = (agentId: string, change: Partial<Colleague>): TeamMember => {
    const { loadThisWeek, priorityThisWeek, volunteer, ...day }: Colleague = {
      work: 'email',
      blockMinutes: 30,
      loadToday: 100,
      loadThisWeek: 500,
      priorityThisWeek: 0,
      voiceMinutes: 60,
      effectiveMinutes: 240,
      skills: ['phone', 'priority-phone', 'email'],
      excluded: [],
      volunteer: true,
      ...change,
    }
    const standing = rotationStanding(day, profile)
    return { ...standing, agentId, work: day.work, loadThisWeek, priorityThisWeek, volunteer }
  }

  test('R-BUDGET trades with the colleague who carries least, so that every queue keeps its number', () => {
    const team = [
      member('ana', { work: 'phone', loadToday: 361, loadThisWeek: 900 }),
      member('eva', { loadThisWeek: 600 }),
      member('luz', { loadThisWeek: 400 }),
    ]
    expect(proposeSwaps(team, profile)).toEqual([{ ruleId: 'R-BUDGET', giver: 'ana', taker: 'luz' }])
  })

  test('R-FAIR moves the priority queue on once somebody has fifteen percent more of it than the volunteers', () => {
    const ana = member('ana', { work: 'priority-phone', priorityThisWeek: 116, loadThisWeek: 900 })
    const team = [ana, member('eva', { priorityThisWeek: 84 })]
    expect(isOverFairShare(ana, team, profile)).toBe(true)
    expect(isOverFairShare({ ...ana, priorityThisWeek: 114 }, team, profile)).toBe(false)
    expect(proposeSwaps(team, profile)).toEqual([{ ruleId: 'R-FAIR', giver: 'ana', taker: 'eva' }])
    const nobodyElse = [ana, member('eva', { priorityThisWeek: 84, volunteer: false })]
    expect(proposeSwaps(nobodyElse, profile)).toEqual([])
  })

  test('R-SKILL, R-PREF and R-VOICE bind a trade on both sides', () => {
    const ana = member('ana', { work: 'phone', blockMinutes: 125, loadThisWeek: 900 })
    expect(proposeSwaps([ana, member('eva', { skills: ['email'] })], profile)).toEqual([])
    expect(proposeSwaps([ana, member('eva', { excluded: ['phone'] })], profile)).toEqual([])
    expect(proposeSwaps([ana, member('eva', { voiceMinutes: 150 })], profile)).toEqual([])
    expect(proposeSwaps([ana, member('eva', {})], profile)).toHaveLength(1)
  })

  test('R-VOICE trades voice away in time, with whoever had least of it today, and not for less than half an hour', () => {
    const day = { work: 'phone', blockMinutes: 30, voiceMinutes: 150, loadThisWeek: 300 } as const
    const ana = (change: Partial<Colleague> = {}) => member('ana', { ...day, ...change })
    const others = [member('eva', { voiceMinutes: 90 }), member('luz', { voiceMinutes: 30 })]
    expect(proposeSwaps([ana(), ...others], profile)).toEqual([
      { ruleId: 'R-VOICE', giver: 'ana', taker: 'luz' },
    ])
    expect(proposeSwaps([ana({ blockMinutes: 29 }), ...others], profile)).toEqual([])
    expect(proposeSwaps([ana({ voiceMinutes: 130 }), ...others], profile)).toEqual([])
  })
})
