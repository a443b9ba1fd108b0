import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf, wallClock } from '../../../src/shared/domain/shifts/clock-time.ts'
import { judge, nextEffect } from '../../../src/shared/domain/shifts/judge.ts'
import { emptyLedger, Ledger } from '../../../src/shared/domain/shifts/ledger.ts'
import { ProfileId, RuleProfile, ruleIds } from '../../../src/shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../../src/shared/domain/shifts/shift-event.ts'
import { step } from '../../../src/shared/domain/shifts/step.ts'
import { workDay } from '../../../src/shared/domain/shifts/work-day.ts'
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
const pvdOnly = onlyRules(profile, ['F-PVD'])

describe('rule files', () => {
  test.each(ProfileId.options)('%s names every rule once, with its source in words', (profileId) => {
    const shipped = shippedProfile(profileId)
    expect(shipped.rules.map((rule) => rule.id).toSorted()).toEqual([...ruleIds].toSorted())
  })

  test('a rule that is missing, doubled or misspelt is refused', () => {
    const [first, ...others] = profile.rules
    expect(RuleProfile.safeParse({ ...profile, rules: others }).success).toBe(false)
    expect(RuleProfile.safeParse({ ...profile, rules: [first, first, ...others] }).success).toBe(false)
    const misspelt = profile.rules.map((rule) =>
      rule.id === 'F-MAX' ? { ...rule, settings: { hourz: 9 } } : rule,
    )
    expect(RuleProfile.safeParse({ ...profile, rules: misspelt }).success).toBe(false)
  })
})

describe('time that does not flow', () => {
  test('sleep is not work: the account goes on where it was', () => {
    const story = shiftStory(pvdOnly)
    story.pass(40)
    story.jump(2 * hour)
    expect(story.ledger.effectiveMs).toBe(40 * minute)
    story.pass(4)
    expect(story.prompt('F-PVD')?.open).toBe(false)
    story.pass(1)
    expect(story.prompt('F-PVD')?.open).toBe(true)
  })

  test('a clock set back an hour neither takes work away nor counts it twice', () => {
    const story = shiftStory(pvdOnly)
    story.pass(46)
    story.answer('F-PVD:1', 'in-10-min')
    story.jump(-1 * hour)
    expect(story.ledger.effectiveMs).toBe(46 * minute)
    expect(story.prompt('F-PVD')?.open).toBe(false)
    story.pass(10)
    expect(story.prompt('F-PVD')?.open).toBe(true)
  })

  test('a clock set forward is time nobody saw: neither work nor rest, and no break is missed by it', () => {
    const story = shiftStory(pvdOnly)
    story.pass(46)
    story.jump(3 * hour)
    expect(story.ledger.effectiveMs).toBe(46 * minute)
    expect(story.judgement().breaks).toMatchObject({ debt: 0 })
    expect(story.prompt('F-PVD')?.open).toBe(true)
  })

  test('a rest goes on while the lid is closed', () => {
    const story = shiftStory(pvdOnly)
    story.untilOpen('F-PVD', 60)
    story.become({ kind: 'rest', reason: 101 })
    story.jump(6 * minute)
    story.ready()
    expect(story.judgement().breaks.taken).toBe(1)
    expect(story.ledger.effectiveMs).toBe(50 * minute)
  })

  test('a restart finds the same prompts: the ledger is JSON', () => {
    const story = shiftStory(profile)
    story.pass(50)
    story.talk(5)
    const back = Ledger.parse(JSON.parse(JSON.stringify(story.ledger)))
    expect(back).toEqual(story.ledger)
    expect(judge(back, profile)).toEqual(story.judgement())
  })

  test('a day offline changes nothing: yesterday is one line, today starts at nothing', () => {
    const story = shiftStory(pvdOnly, planFrom(nineOClock, 4))
    story.pass(120)
    story.become({ kind: 'out' })
    story.jump(22 * hour)
    story.happen({ kind: 'planned', at: story.now(), plan: planFrom(story.now(), 4) })
    expect(story.ledger.days).toMatchObject([
      { day: '2026-11-23', effectiveMs: 2 * hour, restsOwed: 2, restsTaken: 0 },
    ])
    expect(story.ledger.effectiveMs).toBe(0)
  })
})

describe('the working day', () => {
  const facts = (from: string, to: string, timeZone: string) => ({
    shifts: [{ shiftId: 's', agentId: 'ana', weekdays: [1, 2, 3, 4, 5, 6, 7], from, to, activities: [] }],
    weeks: [],
    timeZone,
    agentId: 'ana',
    experienceDays: null,
    skills: [],
    excluded: [],
    preferred: [],
  })

  test('a night shift stays one day across midnight', () => {
    const night = facts('22:00', '06:00', 'Europe/Madrid')
    const before = workDay(Date.parse('2026-11-23T22:30:00Z'), night)
    const after = workDay(Date.parse('2026-11-24T03:00:00Z'), night)
    expect(after).toEqual(before)
    expect(before.day).toBe('2026-11-23')
    expect(before.segments).toEqual([
      { from: Date.parse('2026-11-23T21:00:00Z'), to: Date.parse('2026-11-24T05:00:00Z') },
    ])
  })

  test('a shift over the change to summer time has the hours that really pass', () => {
    const night = facts('22:00', '06:00', 'Europe/Madrid')
    const [spring] = workDay(Date.parse('2026-03-28T22:00:00Z'), night).segments
    const [autumn] = workDay(Date.parse('2026-10-24T22:00:00Z'), night).segments
    expect(((spring?.to ?? 0) - (spring?.from ?? 0)) / hour).toBe(7)
    expect(((autumn?.to ?? 0) - (autumn?.from ?? 0)) / hour).toBe(9)
  })

  test.each([
    ['the change to summer time', '2026-03-28T21:00:00Z', 7],
    ['the change to winter time', '2026-10-24T20:00:00Z', 9],
  ])(
    'a night over %s and midnight asks for a break in every hour that really passed',
    (_change, from, hours) => {
      const night = facts('22:00', '06:00', 'Europe/Madrid')
      const start = Date.parse(from)
      const story = shiftStory(pvdOnly, workDay(start, night))
      let breaks = 0
      while (story.now() < start + hours * hour) {
        story.happen({ kind: 'planned', at: story.now(), plan: workDay(story.now(), night) })
        if (story.prompt('F-PVD')?.open === true) {
          story.rest(101, 5)
          breaks++
        } else story.pass(1)
      }
      expect(breaks).toBe(hours)
      expect(story.judgement().breaks).toMatchObject({ owed: hours, taken: hours, debt: 0 })
      expect(story.ledger.days).toEqual([])
    },
  )

  test('the city’s wall clock decides, not the laptop’s', () => {
    const quito = workDay(Date.parse('2026-11-24T02:00:00Z'), facts('07:00', '14:00', 'America/Guayaquil'))
    expect(quito.day).toBe('2026-11-23')
    expect(quito.segments[0]?.from).toBe(Date.parse('2026-11-23T12:00:00Z'))
  })

  test('every wall time becomes an instant that shows it, save the hour that does not exist', () => {
    const walls = fc.record({
      day: fc
        .integer({ min: 0, max: 364 })
        .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)),
      minutes: fc.integer({ min: 0, max: 1439 }),
      timeZone: fc.constantFrom('Europe/Madrid', 'America/Guayaquil'),
    })
    fc.assert(
      fc.property(walls, ({ day, minutes, timeZone }) => {
        fc.pre(!(day === '2026-03-29' && minutes >= 120 && minutes < 180 && timeZone === 'Europe/Madrid'))
        const wall = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        expect(wallClock(instantOf(day, wall, timeZone), timeZone)).toEqual({ day, wallMs: minutes * minute })
      }),
      { numRuns: 300 },
    )
  })
})

describe('any shift', () => {
  const mode = fc.oneof(
    fc.constant({ kind: 'ready' as const, work: 'phone' as const }),
    fc.constant({ kind: 'out' as const }),
    fc.record({
      kind: fc.constant('contact' as const),
      contactId: fc.constantFrom('a', 'b', 'c'),
      work: fc.constantFrom('phone' as const, 'priority-phone' as const),
      topic: fc.constantFrom('', 'padron'),
      phase: fc.constantFrom('offered' as const, 'talking' as const, 'wrap-up' as const),
    }),
    fc.record({ kind: fc.constant('rest' as const), reason: fc.constantFrom(101, 102, 103, 104, 105) }),
    fc.constant({ kind: 'task' as const, reason: 203 as const, work: 'email' as const }),
  )
  const happening = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'tick' as const }) },
    { weight: 3, arbitrary: mode.map((one) => ({ kind: 'mode' as const, mode: one })) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('answered' as const),
        promptId: fc.constantFrom('F-PVD:1', 'F-PVD:2', 'F-SHIFT:1', 'F-HARD:a', 'R-BLOCK:0'),
        answer: fc.constantFrom('now-after-contact' as const, 'in-10-min' as const, 'not-now' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('forecast' as const),
        serviceLevel: fc.double({ min: 0, max: 1, noNaN: true }),
        withoutMe: fc.double({ min: 0, max: 1, noNaN: true }),
        floor: fc.constant(0.8),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'hard-contact' as const, contactId: 'a', topic: 'x' }) },
  )
  const passes = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 120_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -hour, max: 3 * hour }) },
  )
  const stories = fc.array(fc.tuple(passes, happening), { maxLength: 150 })

  function play(story: [number, object][]): { ledger: Ledger; events: ShiftEvent[] } {
    let at = nineOClock
    const events: ShiftEvent[] = [{ kind: 'planned', at, plan: planFrom(nineOClock, 8) }]
    for (const [ms, what] of story) events.push({ ...what, at: (at += ms) } as ShiftEvent)
    return {
      ledger: events.reduce((ledger, event) => step(ledger, event, profile), emptyLedger(nineOClock)),
      events,
    }
  }

  test('gives the same prompts for the same events, also through a restart after each of them', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { ledger, events } = play(story)
        let restarted = emptyLedger(nineOClock)
        for (const event of events)
          restarted = step(Ledger.parse(JSON.parse(JSON.stringify(restarted))), event, profile)
        expect(restarted).toEqual(ledger)
        expect(judge(restarted, profile)).toEqual(judge(ledger, profile))
      }),
      { numRuns: 60 },
    )
  })

  test('never counts more work than time went by, never more breaks than hours begun, and never a rest in a contact', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { ledger, events } = play(story)
        let forward = 0
        for (const [index, event] of events.entries())
          forward += Math.max(0, event.at - (events[index - 1]?.at ?? event.at))
        expect(ledger.effectiveMs).toBeLessThanOrEqual(forward)
        const { breaks, resting } = judge(ledger, profile)
        expect(breaks.taken).toBeLessThanOrEqual(Math.ceil((ledger.effectiveMs + 15 * minute) / hour))
        expect(ledger.mode.kind === 'contact' && resting !== null).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('F-PVD: whoever follows the prompts between contacts of up to twenty minutes misses none and starts each in its window', () => {
    const work = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 5 }),
      ),
      {
        minLength: 60,
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(work, fc.double({ min: 0, max: 1, noNaN: true }), (contacts, stagger) => {
        const story = shiftStory(
          onlyRules(profile, ['F-PVD', 'F-PVD-BAL', 'F-LATE']),
          planFrom(nineOClock, 7, { stagger }),
        )
        const end = nineOClock + 7 * hour
        for (const [halfMinutes, idle, mood] of contacts) {
          if (nextEffect(story.judgement()) === undefined) story.pass(idle / 2)
          const due = nextEffect(story.judgement())
          const prompt = story.prompt('F-PVD')
          if (prompt && mood === 0) story.answer(prompt.promptId, 'in-10-min')
          else if (due?.effect.kind === 'rest') story.rest(101, 5)
          else if (story.now() < end && story.judgement().holds.length === 0) story.talk(halfMinutes / 2)
          if (story.now() >= end) break
        }
        const { owed, taken, debt } = story.judgement().breaks
        expect(debt).toBe(0)
        expect(taken).toBeGreaterThanOrEqual(owed - 1)
        const late = story.ledger.rests.filter(
          ({ due, startedEffectiveMs }) =>
            due === null || Math.abs(startedEffectiveMs - due * hour) > 15 * minute,
        )
        expect(late).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
