import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serviceLevelC } from '../../../src/shared/domain/erlang.ts'
import {
  queueLevels,
  staggeredByQueue,
  type LevelOf,
  type QueueInHalfHour,
} from '../../../src/shared/domain/shifts/queue-levels.ts'
import { minute, nineOClock } from '../../support/shift-story.ts'

const levelOf: LevelOf = (agents, calls, handleTimeS) =>
  serviceLevelC({ agents, contactsPerHour: calls * 2, handleTimeS }, 20)
const queue = (queueId: string, calls: number, fewest = 0): QueueInHalfHour => ({
  queueId,
  calls,
  handleTimeS: 240,
  fewest,
})
const hands = (count: number, queues: readonly string[], name = queues.join('-')) =>
  Array.from({ length: count }, (_, place) => ({
    agentId: `${name}-${place}`,
    queues,
    wantsRest: true,
    closesAt: nineOClock + place * minute,
  }))
const floor = 0.8

test('hands that answer everything fare as one line; a queue of few hands fares worse than the line as a whole', () => {
  const line = [queue('a', 10), queue('b', 20)]
  const together = queueLevels(line, hands(8, ['a', 'b']), levelOf)
  expect(together.of(['a'])).toBeCloseTo(levelOf(8, 30, 240), 10)
  const apart = queueLevels(line, [...hands(2, ['a']), ...hands(6, ['b'])], levelOf)
  expect(apart.of(['a'])).toBeCloseTo(levelOf(2, 10, 240), 10)
  expect(apart.of(['a'])).toBeLessThan(apart.of(['b']))
})

test('the only hand of a queue is kept while the hands of a rich one go, whoever’s window closes first', () => {
  const line = [queue('general', 8), queue('covid', 2)]
  const told = staggeredByQueue(line, [...hands(1, ['covid']), ...hands(8, ['general'])], { floor, levelOf })
  expect(told.get('covid-0')?.withoutMe).toBe(0)
  expect(told.get('general-0')?.withoutMe).toBeGreaterThan(floor)
})

test('a queue with the fewest agents on it lets nobody go, however quiet it is', () => {
  const told = staggeredByQueue([queue('general', 0, 2)], hands(3, ['general']), { floor, levelOf })
  const [first, second] = [told.get('general-0'), told.get('general-1')]
  expect(first).toMatchObject({ serviceLevel: 1, withoutMe: 1 })
  expect(second?.withoutMe).toBe(0)
})

test('whoever is let go leaves every queue its floor and its fewest', () => {
  const queues = fc.constantFrom(['a'], ['b'], ['a', 'b'], ['b', 'c'], ['a', 'b', 'c'])
  fc.assert(
    fc.property(
      fc.array(queues, { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 0, max: 3 }),
      (of, calls, fewest) => {
        const line = ['a', 'b', 'c'].map((queueId, place) => queue(queueId, calls[place] ?? 0, fewest))
        const team = of.flatMap((own, place) =>
          hands(1, own, `${place}`).map((one) => ({ ...one, closesAt: nineOClock + place * minute })),
        )
        const told = staggeredByQueue(line, team, { floor, levelOf })
        const gone = team.filter(({ agentId }) => (told.get(agentId)?.withoutMe ?? 0) >= floor)
        const staying = team.filter((one) => !gone.includes(one))
        const left = queueLevels(line, staying, levelOf)
        for (const { queues: own } of gone) expect(left.of(own)).toBeGreaterThanOrEqual(floor)
      },
    ),
  )
})
