import { describe, expect, test } from 'vitest'
import { nextEffect } from '../../../src/shared/domain/shifts/judge.ts'
import {
  hour,
  minute,
  nineOClock,
  onlyRules,
  planFrom,
  shiftStory,
  shippedProfile,
  withRule,
} from '../../support/shift-story.ts'

const profile = shippedProfile()
const pvdOnly = onlyRules(profile, ['F-PVD', 'F-PVD-BAL'])

describe('F-PVD', () => {
  test('F-PVD announces the break five minutes before its window and holds no contact back yet', () => {
    const story = shiftStory(pvdOnly)
    story.pass(39)
    expect(story.prompt('F-PVD')).toBeUndefined()
    story.pass(2)
    expect(story.prompt('F-PVD')).toMatchObject({ open: false, level: 'soft', accepted: false })
    expect(story.judgement().holds).toEqual([])
  })

  test('F-PVD opens fifteen minutes before the hour of effective work is full, and reserves', () => {
    const story = shiftStory(pvdOnly)
    const prompt = story.untilOpen('F-PVD', 60)
    expect(story.now() - nineOClock).toBe(45 * minute)
    expect(prompt).toMatchObject({ promptId: 'F-PVD:1', effect: { kind: 'rest', reason: 101, minutes: 5 } })
    expect(prompt?.dueAt).toBe(nineOClock + 60 * minute)
    expect(prompt?.closesAt).toBe(nineOClock + 75 * minute)
    expect(story.judgement().holds).toEqual([{ ruleId: 'F-PVD', untilAt: null }])
  })

  test('F-PVD taken in its window answers its hour, and the next one is an hour of work later', () => {
    const story = shiftStory(pvdOnly)
    story.untilOpen('F-PVD', 60)
    story.rest(101, 5)
    expect(story.prompt('F-PVD')).toBeUndefined()
    expect(story.judgement().breaks).toMatchObject({ owed: 0, taken: 1, debt: 0 })
    story.untilOpen('F-PVD', 90)
    expect(story.now() - nineOClock).toBe(105 * minute)
  })

  test('F-PVD put off by ten minutes comes back hard, with time for the longest contact before it closes', () => {
    const story = shiftStory(pvdOnly)
    story.untilOpen('F-PVD', 60)
    story.answer('F-PVD:1', 'in-10-min')
    expect(story.judgement().holds).toEqual([])
    story.pass(9)
    expect(story.prompt('F-PVD')?.open).toBe(false)
    story.pass(1)
    expect(story.prompt('F-PVD')).toMatchObject({ open: true, level: 'hard', postponableMs: 0 })
    story.answer('F-PVD:1', 'not-now')
    expect(story.prompt('F-PVD')).toMatchObject({ open: true, level: 'hard' })
  })

  test('F-PVD waits for the end of a contact that began before the window', () => {
    const story = shiftStory(pvdOnly)
    story.pass(44)
    story.become({ kind: 'contact', contactId: 'long', work: 'phone', topic: '', phase: 'talking' })
    story.pass(12)
    expect(story.prompt('F-PVD')).toMatchObject({ open: true })
    expect(story.judgement().resting).toBeNull()
    story.rest(101, 5)
    expect(story.judgement().breaks).toMatchObject({ taken: 1, debt: 0 })
  })

  test('F-PVD spreads a team that nobody forecasts: each agent opens at an own place of the window', () => {
    const openedAt = [0, 0.5, 1].map((stagger) => {
      const story = shiftStory(pvdOnly, planFrom(nineOClock, 8, { stagger }))
      story.untilOpen('F-PVD', 90)
      return (story.now() - nineOClock) / minute
    })
    expect(openedAt).toEqual([45, 50, 55])
  })

  test('F-PVD waits inside its window while the queue cannot spare the agent, and not a minute longer', () => {
    const story = shiftStory(pvdOnly)
    story.pass(44)
    for (let turn = 0; turn < 30; turn++) {
      story.happen({ kind: 'forecast', at: story.now(), serviceLevel: 0.7, withoutMe: 0.6, floor: 0.8 })
      if (story.prompt('F-PVD')?.open === true) break
      story.pass(1)
    }
    expect((story.now() - nineOClock) / minute).toBe(55)
  })

  test('F-PVD takes the first moment at which the queue can spare the agent', () => {
    const story = shiftStory(pvdOnly, planFrom(nineOClock, 8, { stagger: 1 }))
    story.pass(47)
    story.happen({ kind: 'forecast', at: story.now(), serviceLevel: 0.95, withoutMe: 0.93, floor: 0.8 })
    expect(story.prompt('F-PVD')?.open).toBe(true)
  })

  test('F-PVD of the last hour leaves room for a contact and the rest before the shift ends', () => {
    const story = shiftStory(pvdOnly, planFrom(nineOClock, 2 + 5 / 60, { stagger: 1 }))
    story.untilOpen('F-PVD', 90)
    story.rest(101, 5)
    const last = story.untilOpen('F-PVD', 90)
    expect(last).toMatchObject({ promptId: 'F-PVD:2', level: 'hard' })
    expect(last?.closesAt).toBe(nineOClock + 120 * minute)
    expect((story.now() - nineOClock) / minute).toBe(105)
  })

  test('F-PVD counts work on both sides of a split shift, so that no fraction is lost', () => {
    const second = nineOClock + 6 * hour
    const plan = planFrom(nineOClock, 8, {
      segments: [
        { from: nineOClock, to: nineOClock + 100 * minute },
        { from: second, to: second + 140 * minute },
      ],
    })
    const story = shiftStory(pvdOnly, plan)
    story.untilOpen('F-PVD', 100)
    story.rest(101, 5)
    story.pass(50)
    story.become({ kind: 'out' })
    story.pass((second - story.now()) / minute)
    story.ready()
    story.untilOpen('F-PVD', 60)
    expect((story.now() - second) / minute).toBe(5)
    for (const _due of [2, 3, 4]) {
      story.untilOpen('F-PVD', 90)
      story.rest(101, 5)
    }
    story.pass((second + 140 * minute - story.now()) / minute)
    expect(story.judgement().breaks).toMatchObject({ owed: 4, taken: 4, debt: 0 })
  })

  test('F-PVD cut short is not counted, and asks again in ten minutes instead of at once', () => {
    const story = shiftStory(pvdOnly)
    story.untilOpen('F-PVD', 60)
    story.rest(101, 2)
    expect(story.prompt('F-PVD')).toMatchObject({ promptId: 'F-PVD:1', open: false })
    expect(story.judgement().breaks.taken).toBe(0)
    story.pass(10)
    expect(story.prompt('F-PVD')).toMatchObject({ promptId: 'F-PVD:1', open: true })
  })

  test('F-PVD numbers are the site’s: fifty minutes and ten of rest, without a line of code', () => {
    const site = withRule(pvdOnly, 'F-PVD', { settings: { everyMinutes: 50, restMinutes: 10 } })
    const story = shiftStory(site)
    const prompt = story.untilOpen('F-PVD', 60)
    expect((story.now() - nineOClock) / minute).toBe(35)
    expect(prompt?.effect).toMatchObject({ minutes: 10 })
  })
})

describe('F-PVD-BAL', () => {
  test('F-PVD-BAL asks for what is missing half an hour before the end, and takes no for no answer', () => {
    const story = shiftStory(pvdOnly, planFrom(nineOClock, 4))
    story.pass(209)
    expect(story.judgement().breaks.debt).toBe(3)
    expect(story.prompt('F-PVD-BAL')).toBeUndefined()
    story.pass(2)
    expect(story.prompt('F-PVD-BAL')).toMatchObject({ open: true, level: 'hard', postponableMs: 0 })
  })

  test('F-PVD-BAL gives missing breaks one by one, never joined', () => {
    const story = shiftStory(pvdOnly, planFrom(nineOClock, 4))
    story.pass(211)
    story.rest(101, 5)
    expect(story.judgement().breaks.debt).toBe(2)
    story.rest(101, 5)
    expect(story.judgement().breaks.debt).toBe(1)
    story.rest(101, 5)
    expect(story.prompt('F-PVD-BAL')).toBeUndefined()
  })
})

describe('F-SHIFT', () => {
  const shiftOnly = onlyRules(profile, ['F-SHIFT'])
  test.each([
    [3.5, undefined],
    [5, 10],
    [7, 20],
    [9, 30],
  ])('F-SHIFT of %s hours carries %s minutes', (hours, minutes) => {
    const story = shiftStory(shiftOnly, planFrom(nineOClock, hours))
    const prompt = story.untilOpen('F-SHIFT', hours * 60)
    expect(prompt?.effect).toEqual(minutes && { kind: 'rest', reason: 102, minutes })
  })

  test('F-SHIFT lies neither in the first hour nor in the last', () => {
    const plan = planFrom(nineOClock, 6, {
      blocks: [{ kind: 'break', from: nineOClock + 10 * minute, to: nineOClock + 40 * minute }],
    })
    const story = shiftStory(shiftOnly, plan)
    story.untilOpen('F-SHIFT', 360)
    expect(story.now() - nineOClock).toBe(60 * minute)
    story.answer('F-SHIFT:1', 'not-now')
    const again = story.untilOpen('F-SHIFT', 360)
    expect(story.now() - nineOClock).toBe(90 * minute)
    expect(again?.level).toBe('hard')
    expect(again?.closesAt).toBeLessThanOrEqual(nineOClock + 5 * hour)
  })

  test('F-SHIFT does not count as effective work, so the visual breaks keep their hour', () => {
    const story = shiftStory(onlyRules(profile, ['F-SHIFT', 'F-PVD']))
    story.pass(30)
    story.rest(102, 20)
    expect(story.ledger.effectiveMs).toBe(30 * minute)
  })
})

describe('F-MEAL', () => {
  const mealOnly = onlyRules(profile, ['F-MEAL'])
  const meal = { kind: 'meal' as const, from: nineOClock + 4 * hour, to: nineOClock + 4.5 * hour }
  test('F-MEAL is offered at its planned time and never imposed', () => {
    const story = shiftStory(mealOnly, planFrom(nineOClock, 8, { blocks: [meal] }))
    story.pass(4 * 60 + 5)
    expect(story.prompt('F-MEAL')).toMatchObject({ level: 'offer', open: false, effect: { minutes: 30 } })
    expect(nextEffect(story.judgement())).toBeUndefined()
    story.answer('F-MEAL:1', 'now-after-contact')
    expect(nextEffect(story.judgement())?.ruleId).toBe('F-MEAL')
  })

  test('F-MEAL comes back after ten minutes where the agent asked for them, and not at all after a no', () => {
    const story = shiftStory(mealOnly, planFrom(nineOClock, 8, { blocks: [meal] }))
    story.pass(4 * 60 + 5)
    story.answer('F-MEAL:1', 'in-10-min')
    expect(story.prompt('F-MEAL')).toBeUndefined()
    story.pass(10)
    expect(story.prompt('F-MEAL')).toMatchObject({ level: 'offer', accepted: false })
    story.answer('F-MEAL:1', 'not-now')
    story.pass(10)
    expect(story.prompt('F-MEAL')).toBeUndefined()
  })

  test('F-MEAL follows the hours a site names where the plan has none', () => {
    const site = withRule(mealOnly, 'F-MEAL', { settings: { from: '13:00', minutes: 45 } })
    const story = shiftStory(site)
    story.pass(4 * 60 + 1)
    expect(story.prompt('F-MEAL')?.effect).toMatchObject({ minutes: 45 })
  })

  test('F-MEAL needs a shift of more than six hours', () => {
    const story = shiftStory(mealOnly, planFrom(nineOClock, 6, { blocks: [meal] }))
    story.pass(4 * 60 + 5)
    expect(story.prompt('F-MEAL')).toBeUndefined()
  })
})

describe('F-CONT', () => {
  const contOnly = onlyRules(profile, ['F-CONT'])
  test('F-CONT asks for two minutes after forty-five without a pause', () => {
    const story = shiftStory(contOnly)
    for (let turn = 0; turn < 11; turn++) {
      story.talk(4)
      story.pass(1)
    }
    expect(story.prompt('F-CONT')).toBeUndefined()
    story.become({ kind: 'contact', contactId: 'x', work: 'phone', topic: '', phase: 'talking' })
    story.pass(1.5)
    expect(story.prompt('F-CONT')).toMatchObject({ open: true, effect: { reason: 105, minutes: 2 } })
  })

  test('F-CONT is content with a quiet line of two minutes', () => {
    const story = shiftStory(contOnly)
    story.talk(44)
    story.pass(2)
    story.talk(44)
    expect(story.prompt('F-CONT')).toBeUndefined()
  })

  test('F-CONT can be put off once by ten minutes', () => {
    const story = shiftStory(contOnly)
    story.talk(46)
    const promptId = story.prompt('F-CONT')?.promptId ?? ''
    story.answer(promptId, 'in-10-min')
    expect(story.prompt('F-CONT')).toMatchObject({ open: false, level: 'hard', postponableMs: 0 })
  })

  test('F-CONT stays silent while a longer rest is at hand', () => {
    const story = shiftStory(onlyRules(profile, ['F-CONT', 'F-PVD']))
    story.talk(46)
    expect(story.judgement().prompts.map((one) => one.ruleId)).toEqual(['F-PVD'])
  })
})
