import { describe, expect, test } from 'vitest'
import {
  agentsNeeded,
  erlangA,
  erlangB,
  erlangC,
  meanWaitC,
  offeredLoad,
  scheduledFor,
  serviceLevelC,
} from '../../../src/shared/domain/erlang.ts'
import {
  abandonment,
  adherence,
  averageHandleTime,
  averageSpeedOfAnswer,
  conformance,
  firstContactResolution,
  firstLevelResolution,
  occupancy,
  serviceLevel,
} from '../../../src/shared/domain/metrics.ts'

/** Within 5e-5: domain §2.4 asks for 1e-4. */
const places = 4

describe('Erlang (domain §2.4)', () => {
  test('B and C by their recursions', () => {
    expect(erlangB(10, 5)).toBeCloseTo(0.018385, places)
    expect(erlangC(10, 8)).toBeCloseTo(0.40918, places)
  })

  test('360 contacts in half an hour of 240 s, 55 agents, 15 s', () => {
    const queue = { agents: 55, contactsPerHour: 720, handleTimeS: 240 }
    expect(offeredLoad(720, 240)).toBeCloseTo(48, places)
    expect(48 / 55).toBeCloseTo(0.8727, places)
    expect(erlangC(55, 48)).toBeCloseTo(0.238701, places)
    expect(meanWaitC(queue) / 1000).toBeCloseTo(8.184 / 1000, places)
    expect(serviceLevelC(queue, 15)).toBeCloseTo(0.845883, places)
  })

  test('100 contacts an hour of 180 s, 8 agents, 20 s', () => {
    const queue = { agents: 8, contactsPerHour: 100, handleTimeS: 180 }
    expect(erlangC(8, 5)).toBeCloseTo(0.167267, places)
    expect(serviceLevelC(queue, 20)).toBeCloseTo(0.880148, places)
    expect(meanWaitC(queue) / 100).toBeCloseTo(10.036 / 100, places)
  })

  test('A: the same queue with 90 s of patience, and P{Ab} = θ·E[W]', () => {
    const figures = erlangA({ agents: 8, contactsPerHour: 100, handleTimeS: 180 }, 90)
    expect(figures.waits).toBeCloseTo(0.120243, places)
    expect(figures.abandons).toBeCloseTo(0.033881, places)
    expect(figures.meanWaitS).toBeCloseTo(3.0493, places)
    expect(figures.meanWaitS / 90).toBeCloseTo(figures.abandons, places)
  })

  // The vector says 11 scheduled for Córdoba; 7 ÷ 0.7 is 10, and nobody is left over.
  test.each([
    ['Quito at its peak', 360, 300, 36, 52],
    ['Quito before', 60, 300, 8, 12],
    ['Córdoba', (10_000 / 220) * 1.5, 240, 7, 10],
  ])(
    '%s at 80 in 20: agents on the line, and scheduled with three tenths away',
    (_city, perHour, handle, line, all) => {
      const agents = agentsNeeded(
        { contactsPerHour: perHour, handleTimeS: handle },
        { target: 0.8, withinS: 20 },
      )
      expect([agents, scheduledFor(agents, 0.3)]).toEqual([line, all])
    },
  )

  test('a load nobody can serve waits for ever, and callers with patience leave', () => {
    const queue = { agents: 2, contactsPerHour: 60, handleTimeS: 300 }
    expect(meanWaitC(queue)).toBe(Infinity)
    expect(serviceLevelC(queue, 20)).toBe(0)
    expect(erlangA(queue, 60).abandons).toBeGreaterThan(0.5)
  })
})

describe('metrics (domain §2.2)', () => {
  const counts = { offered: 105, answered: 95, answeredInTime: 80, abandoned: 10, abandonedInTime: 4 }
  test('one service level has three values, by policy', () => {
    expect(serviceLevel(counts, 'answered-or-left-in-time')).toBeCloseTo(84 / 105, places)
    expect(serviceLevel(counts, 'of-all-offered')).toBeCloseTo(80 / 105, places)
    expect(serviceLevel(counts, 'without-short-abandons')).toBeCloseTo(80 / 101, places)
  })

  test('nobody called: nobody waited', () => {
    const none = { offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0 }
    expect(serviceLevel(none, 'of-all-offered')).toBe(1)
    expect(averageSpeedOfAnswer({ waitOfAnswered: 0, answered: 0 })).toBe(0)
  })

  test('handle time, occupancy, speed of answer and abandonment', () => {
    expect(averageHandleTime({ talk: 600, hold: 60, wrapUp: 240, handled: 3 })).toBeCloseTo(300, places)
    expect(occupancy({ talk: 600, hold: 60, wrapUp: 240, available: 100 })).toBeCloseTo(0.9, places)
    expect(averageSpeedOfAnswer({ waitOfAnswered: 950, answered: 95 })).toBeCloseTo(10, places)
    expect(abandonment({ offered: 105, abandoned: 10, leftAtOnce: 5 })).toBeCloseTo(0.05, places)
  })

  test('a break taken on prompt is adherence, wherever the plan had it', () => {
    const inService = { scheduledInService: true, inService: true, onPrompt: false }
    const onPrompt = { scheduledInService: true, inService: false, onPrompt: true }
    const away = { scheduledInService: true, inService: false, onPrompt: false }
    expect(adherence([inService, inService, onPrompt, onPrompt])).toBeCloseTo(1, places)
    expect(adherence([inService, inService, onPrompt, away])).toBeCloseTo(0.75, places)
  })

  test('conformance, first contact and first level', () => {
    expect(conformance(330, 360)).toBeCloseTo(0.916667, places)
    expect(firstContactResolution({ matters: 200, cameBack: 30 })).toBeCloseTo(0.85, places)
    expect(firstLevelResolution({ all: 200, closedAtFirst: 150 })).toBeCloseTo(0.75, places)
  })
})
