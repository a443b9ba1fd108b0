import { describe, expect, test } from 'vitest'
import { judgeSchedule, mayReach, needsConsent } from '../../../src/shared/domain/shifts/schedule.ts'
import type { RuleId } from '../../../src/shared/domain/shifts/rules.ts'
import {
  hour,
  minute,
  nineOClock,
  onlyRules,
  planFrom,
  shiftStory,
  shippedProfile,
} from '../../support/shift-story.ts'

const profile = shippedProfile()
const only = (...ids: RuleId[]) => onlyRules(profile, ids)
const heldBy = (story: ReturnType<typeof shiftStory>) => story.judgement().holds.map((hold) => hold.ruleId)
const day = 24 * hour

describe('the end of the day', () => {
  test('F-MAX lets no contact in after nine hours in Spain and eight in Ecuador', () => {
    for (const [profileId, hours] of [
      ['es-contractor', 9],
      ['ec-public', 8],
    ] as const) {
      const rules = onlyRules(shippedProfile(profileId), ['F-MAX'])
      const story = shiftStory(rules, planFrom(nineOClock, 12))
      story.pass(hours * 60 - 1)
      expect(heldBy(story)).toEqual([])
      story.pass(1)
      expect(heldBy(story)).toEqual(['F-MAX'])
    }
  })

  test('F-MAX is seen in a schedule before anybody works it', () => {
    expect(judgeSchedule([{ from: 0, to: 9.5 * hour }], only('F-MAX'))).toEqual([{ ruleId: 'F-MAX', at: 0 }])
  })

  test('F-LATE keeps calls away in the last ten minutes unless the agent takes them', () => {
    const story = shiftStory(only('F-LATE'), planFrom(nineOClock, 4))
    story.pass(229)
    expect(heldBy(story)).toEqual([])
    story.pass(2)
    expect(heldBy(story)).toEqual(['F-LATE'])
    story.answer(story.prompt('F-LATE')?.promptId ?? '', 'now-after-contact')
    expect(heldBy(story)).toEqual([])
  })

  test('F-LOGOUT signs out at the end of the shift, after the contact', () => {
    const story = shiftStory(only('F-LOGOUT'), planFrom(nineOClock, 4))
    story.become({ kind: 'contact', contactId: 'last', work: 'phone', topic: '', phase: 'talking' })
    story.pass(239)
    expect(story.prompt('F-LOGOUT')).toBeUndefined()
    story.pass(2)
    expect(story.prompt('F-LOGOUT')).toMatchObject({
      level: 'hard',
      effect: { kind: 'sign-out' },
      open: true,
    })
    story.become({ kind: 'out' })
    expect(story.prompt('F-LOGOUT')).toBeUndefined()
  })

  test('F-LOGOUT stays away once overtime was agreed to', () => {
    const story = shiftStory(only('F-LOGOUT', 'F-LATE'), planFrom(nineOClock, 4))
    story.happen({ kind: 'overtime-agreed', at: story.now() })
    story.pass(250)
    expect(story.judgement().prompts).toEqual([])
    expect(heldBy(story)).toEqual([])
  })
})

describe('time off', () => {
  test('F-DISC is quiet before and after the shift, and never in the middle of a contact', () => {
    const story = shiftStory(only('F-DISC'), planFrom(nineOClock, 4))
    expect(story.judgement().disconnected).toBe(false)
    story.become({ kind: 'contact', contactId: 'last', work: 'phone', topic: '', phase: 'talking' })
    story.pass(241)
    expect(story.judgement().disconnected).toBe(false)
    story.become({ kind: 'out' })
    expect(story.judgement().disconnected).toBe(true)
  })

  test('F-DISC in Ecuador keeps twelve hours free of it, also from a shift planned too early', () => {
    const rules = onlyRules(shippedProfile('ec-public'), ['F-DISC'])
    const story = shiftStory(rules, planFrom(nineOClock, 8))
    story.pass(8 * 60)
    story.become({ kind: 'out' })
    story.jump(11 * hour)
    story.happen({ kind: 'planned', at: story.now(), plan: planFrom(story.now(), 8) })
    expect(story.judgement().disconnected).toBe(true)
    story.jump(1 * hour)
    expect(story.judgement().disconnected).toBe(false)
  })

  test('F-DISC lets a lead through only with a declared emergency', () => {
    expect(mayReach(false, undefined)).toBe(true)
    expect(mayReach(true, undefined)).toBe(false)
    expect(mayReach(true, '  ')).toBe(false)
    expect(mayReach(true, 'inundación en el centro')).toBe(true)
  })

  test('F-REST refuses a shift less than twelve hours after the last one', () => {
    const shifts = [
      { from: 0, to: 8 * hour },
      { from: 20 * hour - minute, to: 27 * hour },
      { from: 39 * hour, to: 45 * hour },
    ]
    expect(judgeSchedule(shifts, only('F-REST'))).toEqual([{ ruleId: 'F-REST', at: 1 }])
  })

  test('R-EARLY sees the late evening before an early morning', () => {
    const shifts = [
      { from: 14 * hour, to: 22 * hour },
      { from: day + 7 * hour, to: day + 14 * hour },
    ]
    expect(judgeSchedule(shifts, only('R-EARLY'))).toEqual([{ ruleId: 'R-EARLY', at: 1 }])
  })

  test('R-NOTICE asks for a yes where a change is closer than five days', () => {
    expect(needsConsent({ toldAt: 0, startsAt: 5 * day - 1 }, profile)).toBe(true)
    expect(needsConsent({ toldAt: 0, startsAt: 5 * day }, profile)).toBe(false)
  })
})
