import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serviceLevelC } from '../../../src/shared/domain/erlang.ts'
import { staggered, type HandOnQueue } from '../../../src/shared/domain/shifts/stagger.ts'
import { minute, nineOClock, planFrom, shiftStory, shippedProfile } from '../../support/shift-story.ts'

const queue = { contactsPerHour: 90, handleTimeS: 260, withinS: 20, floor: 0.9 }
const hands = (count: number): HandOnQueue[] =>
  Array.from({ length: count }, (_, place) => ({
    agentId: `a${place}`,
    wantsRest: true,
    closesAt: nineOClock + (count - place) * minute,
  }))

test('who has least of the window left goes first, and each counts those before as gone', () => {
  const told = staggered(queue, hands(14))
  const first = told.get('a13')
  const second = told.get('a12')
  expect(first?.withoutMe).toBeGreaterThan(second?.withoutMe ?? 1)
  expect(told.get('a0')?.withoutMe).toBeLessThan(queue.floor)
})

test('however many want to rest, those who are let go leave the queue its floor', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 200 }),
      (count, contactsPerHour) => {
        const told = staggered({ ...queue, contactsPerHour }, hands(count))
        const gone = [...told.values()].filter(({ withoutMe, floor }) => withoutMe >= floor).length
        const left = serviceLevelC({ agents: count - gone, contactsPerHour, handleTimeS: 260 }, 20)
        expect(gone === 0 || left >= queue.floor).toBe(true)
      },
    ),
  )
})

test('F-PVD: early in its window a queue at its floor keeps the agent, towards the end it lets go', () => {
  const story = shiftStory(shippedProfile(), planFrom(nineOClock, 8, { stagger: 0.99 }))
  const justEnough = { serviceLevel: 0.95, withoutMe: 0.92, floor: 0.9 }
  story.pass(46)
  story.happen({ kind: 'forecast', at: story.now(), ...justEnough })
  expect(story.prompt('F-PVD')?.open).toBe(false)
  story.pass(7)
  story.happen({ kind: 'forecast', at: story.now(), ...justEnough })
  expect(story.prompt('F-PVD')?.open).toBe(true)
})
