import { describe, expect, test } from 'vitest'
import type { ToldState } from '../../../src/shared/domain/schedules/live.ts'
import { nextEffect } from '../../../src/shared/domain/shifts/judge.ts'
import type { RuleId } from '../../../src/shared/domain/shifts/rules.ts'
import { teamOccupancy } from '../../../src/shared/domain/shifts/team-occupancy.ts'
import {
  hour,
  nineOClock,
  onlyRules,
  planFrom,
  shiftStory,
  shippedProfile,
  withRule,
} from '../../support/shift-story.ts'

const profile = shippedProfile()
const only = (...ids: RuleId[]) => onlyRules(profile, ids)
const heldBy = (story: ReturnType<typeof shiftStory>) => story.judgement().holds.map((hold) => hold.ruleId)

describe('gaps between contacts', () => {
  test('F-GAP keeps the next offer away for twenty seconds after a contact', () => {
    const story = shiftStory(only('F-GAP'))
    story.talk(3)
    expect(story.judgement().holds).toEqual([{ ruleId: 'F-GAP', untilAt: story.now() + 20_000 }])
    story.pass(0.5)
    expect(heldBy(story)).toEqual([])
  })

  test('F-GAP cut short counts for this contact and not for the next', () => {
    const story = shiftStory(only('F-GAP'))
    story.talk(3)
    story.happen({ kind: 'gap-cut', at: story.now() })
    expect(heldBy(story)).toEqual([])
    story.talk(3)
    expect(heldBy(story)).toEqual(['F-GAP'])
  })

  test('F-GAP never grows past what the rule allows', () => {
    const site = withRule(only('F-GAP', 'F-NEW'), 'F-GAP', { settings: { mostSeconds: 22 } })
    expect(shiftStory(site, planFrom(nineOClock, 8, { experienceDays: 3 })).judgement().gapMs).toBe(22_000)
  })

  test('F-VOICE-T lengthens the gap by ten seconds and shows a glass of water, after forty minutes of talk', () => {
    const story = shiftStory(only('F-GAP', 'F-VOICE-T'))
    story.talk(40)
    expect(story.prompt('F-VOICE-T')).toBeUndefined()
    story.talk(1)
    expect(story.prompt('F-VOICE-T')).toMatchObject({ level: 'cue', open: false })
    expect(story.judgement().gapMs).toBe(30_000)
    story.pass(35)
    expect(story.prompt('F-VOICE-T')).toBeUndefined()
  })

  test('F-NEW gives the first month more air and more time to write', () => {
    const first = shiftStory(only('F-GAP', 'F-NEW'), planFrom(nineOClock, 8, { experienceDays: 29 }))
    expect(first.judgement()).toMatchObject({ gapMs: 25_000, wrapUpFactor: 1.3 })
    const later = shiftStory(only('F-GAP', 'F-NEW'), planFrom(nineOClock, 8, { experienceDays: 30 }))
    expect(later.judgement()).toMatchObject({ gapMs: 20_000, wrapUpFactor: 1 })
  })
})

describe('voice', () => {
  test('F-VOICE-D offers text after four hours of talk today, and a no is a no', () => {
    const story = shiftStory(only('F-VOICE-D'))
    for (let turn = 0; turn < 24; turn++) story.talk(10)
    expect(story.prompt('F-VOICE-D')).toBeUndefined()
    story.talk(1)
    expect(story.prompt('F-VOICE-D')).toMatchObject({ level: 'offer', effect: { kind: 'function' } })
    expect(nextEffect(story.judgement())).toBeUndefined()
    story.answer('F-VOICE-D:1', 'not-now')
    expect(story.prompt('F-VOICE-D')).toBeUndefined()
  })

  test('F-VOICE-SELF offers a channel without voice at once, without asking why', () => {
    const story = shiftStory(only('F-VOICE-SELF'))
    expect(story.prompt('F-VOICE-SELF')).toBeUndefined()
    story.happen({ kind: 'hoarse', at: story.now() })
    story.answer('F-VOICE-SELF:1', 'now-after-contact')
    expect(nextEffect(story.judgement())).toMatchObject({ ruleId: 'F-VOICE-SELF' })
  })

  test('F-ACOU stops at once and takes no for no answer until the audio was checked', () => {
    const story = shiftStory(only('F-ACOU'))
    story.happen({ kind: 'acoustic-shock', at: story.now() })
    const prompt = story.prompt('F-ACOU')
    expect(prompt).toMatchObject({ level: 'hard', effect: { kind: 'stop' }, open: true })
    story.answer(prompt?.promptId ?? '', 'not-now')
    expect(heldBy(story)).toEqual(['F-ACOU'])
    story.happen({ kind: 'acoustic-cleared', at: story.now() })
    expect(heldBy(story)).toEqual([])
  })
})

describe('difficult contacts', () => {
  const hard = (story: ReturnType<typeof shiftStory>, contactId: string, topic = 'violencia') =>
    story.happen({ kind: 'hard-contact', at: story.now(), contactId, topic })

  test('F-HARD gives ten minutes after the contact, not in the middle of it', () => {
    const story = shiftStory(only('F-HARD'))
    story.become({ kind: 'contact', contactId: 'h1', work: 'phone', topic: 'violencia', phase: 'wrap-up' })
    hard(story, 'h1')
    expect(story.prompt('F-HARD')).toMatchObject({ open: true, effect: { reason: 104, minutes: 10 } })
    expect(story.judgement().resting).toBeNull()
    story.rest(104, 10)
    expect(story.prompt('F-HARD')).toBeUndefined()
  })

  test('F-HARD declined is offered once more and then never again for that contact', () => {
    const story = shiftStory(only('F-HARD'))
    hard(story, 'h1')
    story.answer('F-HARD:h1', 'not-now')
    expect(story.prompt('F-HARD')).toMatchObject({ level: 'offer', open: false })
    story.answer('F-HARD:h1', 'not-now')
    expect(story.prompt('F-HARD')).toBeUndefined()
  })

  test('F-HARD-N keeps a topic away after the third difficult contact of the shift', () => {
    const story = shiftStory(only('F-HARD-N'))
    hard(story, 'h1')
    hard(story, 'h2')
    hard(story, 'h2')
    expect(story.judgement().keptAway).toEqual([])
    hard(story, 'h3', 'crisis')
    expect(story.judgement().keptAway).toEqual(['violencia', 'crisis'])
  })
})

describe('occupation', () => {
  test('F-OCC tells the lead after a whole hour over ninety percent, and only a grant makes it a break', () => {
    const story = shiftStory(only('F-OCC'))
    story.talk(55)
    expect(story.judgement().alerts).toEqual([])
    story.talk(10)
    expect(story.judgement().alerts).toEqual([{ ruleId: 'F-OCC', at: story.now() }])
    expect(story.prompt('F-OCC')).toBeUndefined()
    story.happen({ kind: 'granted', at: story.now(), grantId: 'g1', minutes: 8 })
    expect(nextEffect(story.judgement())).toMatchObject({ effect: { kind: 'rest', reason: 105, minutes: 8 } })
    story.become({ kind: 'rest', reason: 105 })
    expect(story.judgement().resting?.endsAt).toBe(story.now() + 8 * 60_000)
    story.pass(8)
    story.ready()
    expect(story.prompt('F-OCC')).toBeUndefined()
    story.happen({ kind: 'granted', at: story.now(), grantId: 'g1', minutes: 8 })
    expect(story.prompt('F-OCC')).toBeUndefined()
  })

  test('F-OCC: what a lead grants the agent may decline, and cut short it is offered again later', () => {
    const story = shiftStory(only('F-OCC'))
    const grant = (grantId: string) => story.happen({ kind: 'granted', at: story.now(), grantId, minutes: 8 })
    grant('g1')
    story.answer('F-OCC:g1', 'not-now')
    expect(story.prompt('F-OCC')).toBeUndefined()
    grant('g2')
    story.rest(105, 3)
    expect(nextEffect(story.judgement())).toBeUndefined()
    story.pass(10)
    expect(nextEffect(story.judgement())).toMatchObject({ promptId: 'F-OCC:g2' })
  })

  test('F-OCC looks at the team too: over eighty-five percent of an hour, and not by the first call of a morning', () => {
    const now = nineOClock + 60 * 60_000
    const quiet = { resting: false, onPrompt: false }
    const busyFor = (minutes: number): ToldState[] => [
      { at: nineOClock, state: 'talking', ...quiet },
      { at: nineOClock + minutes * 60_000, state: 'ready', ...quiet },
    ]
    const profileOfTeam = only('F-OCC')
    expect(teamOccupancy([busyFor(51), busyFor(51)], now, profileOfTeam)).toEqual({
      level: 0.85,
      over: false,
    })
    expect(teamOccupancy([busyFor(54), busyFor(51)], now, profileOfTeam)).toEqual({
      level: 0.875,
      over: true,
    })
    expect(teamOccupancy([busyFor(60).slice(0, 1)], nineOClock + 20 * 60_000, profileOfTeam)).toBeNull()
    expect(teamOccupancy([busyFor(60)], now, only('F-GAP'))).toBeNull()
  })
})

describe('quiet reminders', () => {
  test('F-EYE is off until the agent wants it, then lasts twenty seconds every twenty minutes', () => {
    expect(profile.rules.find((rule) => rule.id === 'F-EYE')?.enabled).toBe(false)
    const wanted = onlyRules(withRule(profile, 'F-EYE', { enabled: true }), ['F-EYE'])
    const story = shiftStory(wanted)
    story.pass(20)
    expect(story.prompt('F-EYE')).toMatchObject({ level: 'cue' })
    story.pass(0.5)
    expect(story.prompt('F-EYE')).toBeUndefined()
  })

  const days = (story: ReturnType<typeof shiftStory>, count: number) => {
    for (let turn = 1; turn <= count; turn++) {
      story.jump(24 * hour)
      story.happen({ kind: 'planned', at: story.now(), plan: planFrom(nineOClock + turn * 24 * hour, 8) })
    }
  }

  test('F-EQUIP comes a week after the last look at chair, light and screen', () => {
    const story = shiftStory(only('F-EQUIP'))
    days(story, 6)
    expect(story.prompt('F-EQUIP')).toBeUndefined()
    days(story, 1)
    expect(story.prompt('F-EQUIP')).toMatchObject({ level: 'cue', open: false })
    story.answer('F-EQUIP:1', 'now-after-contact')
    expect(story.prompt('F-EQUIP')).toBeUndefined()
  })

  test('F-HEALTH comes once a year', () => {
    const story = shiftStory(only('F-HEALTH'))
    days(story, 364)
    expect(story.prompt('F-HEALTH')).toBeUndefined()
    days(story, 1)
    expect(story.prompt('F-HEALTH')).toBeDefined()
  })

  test('F-CHECK is opt-in and comes twice, after each third of the shift', () => {
    const wanted = onlyRules(withRule(profile, 'F-CHECK', { enabled: true }), ['F-CHECK'])
    const story = shiftStory(wanted, planFrom(nineOClock, 6))
    story.pass(119)
    expect(story.prompt('F-CHECK')).toBeUndefined()
    story.pass(2)
    story.answer(story.prompt('F-CHECK')?.promptId ?? '', 'now-after-contact')
    expect(story.prompt('F-CHECK')).toBeUndefined()
    story.pass(120)
    expect(story.prompt('F-CHECK')?.promptId).toBe('F-CHECK:2')
  })

  test('a cue never holds a contact back', () => {
    const story = shiftStory(only('F-VOICE-T'))
    story.talk(50)
    expect(story.prompt('F-VOICE-T')).toBeDefined()
    expect(heldBy(story)).toEqual([])
  })
})
