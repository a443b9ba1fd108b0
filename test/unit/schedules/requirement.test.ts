import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { erlangA } from '../../../src/shared/domain/erlang.ts'
import { usualPlanning } from '../../../src/shared/domain/schedules/planning.ts'
import { levelOf, requirementOf, serviceLevelA } from '../../../src/shared/domain/schedules/requirement.ts'

const policy = usualPlanning.policy

describe('agents for a half hour', () => {
  test('the peaks of the two cities ask for the agents that domain §2.4 names', () => {
    expect(requirementOf({ calls: 180, handleTimeS: 300 }, policy)).toMatchObject({ onLine: 36, planned: 52 })
    expect(requirementOf({ calls: 30, handleTimeS: 300 }, policy)).toMatchObject({ onLine: 8, planned: 12 })
  })

  test('a half hour without calls asks for nobody', () => {
    expect(requirementOf({ calls: 0, handleTimeS: 300 }, policy)).toEqual({ onLine: 0, planned: 0, level: 1 })
  })

  test('Erlang A never asks for more than Erlang C where those who leave in time count', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 150, noNaN: true }), (calls) => {
        const expected = { calls, handleTimeS: 240 }
        const patient = requirementOf(expected, policy)
        const leaving = { ...policy, model: 'erlang-a', reading: 'answered-or-left-in-time' } as const
        expect(requirementOf(expected, leaving).onLine).toBeLessThanOrEqual(patient.onLine)
      }),
      { numRuns: 60 },
    )
  })

  test('the number found is the smallest that meets the policy', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 120, noNaN: true }), (calls) => {
        for (const model of ['erlang-c', 'erlang-a'] as const) {
          const own = { ...policy, model }
          const { onLine, level } = requirementOf({ calls, handleTimeS: 200 }, own)
          expect(level).toBeGreaterThanOrEqual(own.target)
          const fewer = { agents: onLine - 1, contactsPerHour: calls * 2, handleTimeS: 200 }
          expect(levelOf(fewer, own)).toBeLessThan(own.target)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('service level where callers give up', () => {
  const queue = { agents: 8, contactsPerHour: 100, handleTimeS: 180 }

  test('with all the time in the world, whoever does not give up is answered', () => {
    const { abandons } = erlangA(queue, 90)
    expect(serviceLevelA(queue, 90, 100_000, 'of-all-offered')).toBeCloseTo(1 - abandons, 4)
    expect(serviceLevelA(queue, 90, 100_000, 'answered-or-left-in-time')).toBeCloseTo(1, 4)
    expect(1 - serviceLevelA(queue, 90, 100_000, 'of-all-offered')).toBeCloseTo(0.033881, 4)
  })

  test('without any waiting allowed, those who find an agent free are answered', () => {
    expect(serviceLevelA(queue, 90, 0, 'of-all-offered')).toBeCloseTo(1 - 0.120243, 4)
  })

  test('the three readings of the word stand in their order, and grow with the time allowed', () => {
    for (const withinS of [5, 20, 60, 180]) {
      const of = (reading: 'of-all-offered' | 'answered-or-left-in-time' | 'without-short-abandons') =>
        serviceLevelA({ ...queue, agents: 5 }, 90, withinS, reading)
      expect(of('answered-or-left-in-time')).toBeGreaterThan(of('of-all-offered'))
      expect(of('without-short-abandons')).toBeGreaterThan(of('of-all-offered'))
      expect(of('of-all-offered')).toBeLessThan(
        serviceLevelA({ ...queue, agents: 5 }, 90, withinS + 10, 'of-all-offered'),
      )
    }
  })
})
