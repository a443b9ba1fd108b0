import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPathKeeper } from '../../../src/renderer/voice/path-keeper.ts'
import { fakeClock } from '../../support/fake-clock.ts'

function begin() {
  const clock = fakeClock()
  const asked: ('restart' | 'give up')[] = []
  const doubts = { times: 0 }
  const keeper = createPathKeeper(
    {
      restart: () => void asked.push('restart'),
      doubt: () => (doubts.times += 1),
      giveUp: () => void asked.push('give up'),
    },
    (delayMs, run) => clock.after(delayMs, run),
  )
  return { clock, asked, doubts, keeper }
}

test('a broken path asks for a new one at once, and stops asking when it is there', () => {
  const { clock, asked, keeper } = begin()
  keeper.changed('connected')
  keeper.changed('disconnected')
  expect(asked).toEqual(['restart'])
  keeper.changed('checking')
  keeper.changed('connected')
  clock.pass(120_000)
  expect(asked).toEqual(['restart'])
})

test('a path that never comes back is asked for six times, and given up after a minute', () => {
  const { clock, asked, keeper } = begin()
  keeper.changed('connected')
  keeper.changed('disconnected')
  keeper.changed('failed')
  clock.pass(59_999)
  expect(asked).toEqual(Array.from({ length: 6 }, () => 'restart'))
  clock.pass(1)
  expect(asked.at(-1)).toBe('give up')
  clock.pass(600_000)
  expect(asked).toHaveLength(7)
})

test('a call that never had a path is given up sooner', () => {
  const { clock, asked, keeper } = begin()
  keeper.changed('failed')
  clock.pass(20_000)
  expect(asked.at(-1)).toBe('give up')
})

test('another network alone restarts nothing; a silent second after it does, once', () => {
  const { clock, asked, keeper } = begin()
  keeper.changed('connected')
  keeper.silentSecond()
  keeper.soundSecond()
  keeper.networkChanged()
  expect(asked).toEqual([])
  keeper.silentSecond()
  keeper.silentSecond()
  expect(asked).toEqual(['restart'])
  clock.pass(11_000)
  keeper.soundSecond()
  keeper.networkChanged()
  clock.pass(10_001)
  keeper.silentSecond()
  expect(asked).toEqual(['restart'])
})

test('however the path flaps, no more than six restarts come without ten steady seconds between', () => {
  const event = fc.oneof(
    fc.constantFrom('connected', 'completed', 'checking', 'disconnected', 'failed'),
    fc.constantFrom('network', 'silent'),
  )
  const story = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 9_000 })), { maxLength: 80 })
  fc.assert(
    fc.property(story, (steps) => {
      const { clock, asked, keeper } = begin()
      let wholeSince: number | undefined
      let inARow = 0
      for (const [what, ms] of steps) {
        const before = asked.length
        if (what === 'network') keeper.networkChanged()
        else if (what === 'silent') keeper.silentSecond()
        else keeper.changed(what)
        if (what === 'connected' || what === 'completed') wholeSince = clock.now()
        if (what === 'disconnected' || what === 'failed') wholeSince = undefined
        clock.pass(ms)
        inARow += asked.slice(before).filter((one) => one === 'restart').length
        expect(inARow).toBeLessThanOrEqual(6)
        if (wholeSince !== undefined && clock.now() - wholeSince >= 10_000) inARow = 0
      }
    }),
  )
})

test('the first second without sound has the line asked, and a silence that a new line finds is restarted at once', () => {
  const { asked, doubts, keeper } = begin()
  keeper.changed('connected')
  for (let second = 0; second < 5; second += 1) keeper.silentSecond()
  expect([doubts.times, asked]).toEqual([1, []])
  keeper.networkChanged()
  expect(asked).toEqual(['restart'])
  keeper.soundSecond()
  keeper.silentSecond()
  expect(doubts.times).toBe(2)
})

test('as many changes of network as there may be: only restarts that brought no sound count', () => {
  const { asked, keeper } = begin()
  keeper.changed('connected')
  for (let change = 0; change < 20; change += 1) {
    keeper.silentSecond()
    keeper.networkChanged()
    keeper.soundSecond()
  }
  expect(asked).toHaveLength(20)
  for (let change = 0; change < 20; change += 1) {
    keeper.silentSecond()
    keeper.networkChanged()
  }
  expect(asked).toHaveLength(26)
})
