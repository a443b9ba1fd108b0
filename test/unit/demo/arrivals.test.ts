import { expect, test } from 'vitest'
import { startArrivals } from '../../../src/demo/citizens/arrivals.ts'
import type { Caller } from '../../../src/demo/citizens/caller.ts'
import { fakeClock } from '../../support/fake-clock.ts'

const callers = ['a', 'b', 'c'].map((key): Caller => ({
  key,
  name: key,
  number: '0999000101',
  reason: 'x',
  queue: 'general',
  ivr: {},
  patienceSeconds: 60,
  behaviour: 'talks',
  turns: [],
}))

function hour(seed: number, callsPerMinute: number, busy: string[] = []): string[] {
  const clock = fakeClock()
  const came: string[] = []
  const arrivals = startArrivals({
    clock,
    seed,
    callsPerMinute,
    callers,
    onTheLine: () => new Set(busy),
    call: ({ key }) => void came.push(`${clock.now()} ${key}`),
  })
  clock.pass(3_600_000)
  arrivals.stop()
  const count = came.length
  clock.pass(3_600_000)
  expect(came).toHaveLength(count)
  return came
}

test('as many citizens call in an hour as the rate says, at random', () => {
  const { length } = hour(1, 10)
  expect(length).toBeGreaterThan(500)
  expect(length).toBeLessThan(700)
})

test('the same seed brings the same callers at the same times, another seed others', () => {
  expect(hour(7, 2)).toEqual(hour(7, 2))
  expect(hour(7, 2)).not.toEqual(hour(8, 2))
})

test('at rate 0 nobody calls by himself', () => {
  expect(hour(1, 0)).toEqual([])
})

test('who is on the line does not call a second time', () => {
  const came = hour(3, 10, ['a', 'b'])
  expect(came.length).toBeGreaterThan(0)
  expect(came.every((each) => each.endsWith('c'))).toBe(true)
})
