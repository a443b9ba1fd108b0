import { expect, test } from 'vitest'
import { createRateLimit } from '../../../src/backend/http/rate-limit.ts'

test('a key spends what it has, gets more with time and never more than the most', () => {
  let now = 0
  const limit = createRateLimit({ capacity: 2, perSecond: 1 }, () => now)
  limit.spend('a')
  limit.spend('a')
  expect(() => limit.spend('a')).toThrow(expect.objectContaining({ code: 'busy' }))
  limit.spend('b')
  now = 1_000
  limit.spend('a')
  expect(() => limit.spend('a')).toThrow(expect.objectContaining({ code: 'busy' }))
  now = 3_600_000
  limit.spend('a')
  limit.spend('a')
  expect(() => limit.spend('a')).toThrow(expect.objectContaining({ code: 'busy' }))
  limit.restore('a')
  limit.spend('a')
})

test('a flood of made-up keys does not free the one that is slowed down', () => {
  const limit = createRateLimit({ capacity: 1, perSecond: 0 }, () => 0)
  limit.spend('slowed')
  for (let key = 0; key < 10_050; key++) limit.spend(`made-up ${key}`)
  expect(() => limit.spend('slowed')).toThrow(expect.objectContaining({ code: 'busy' }))
})

test('a clock that is set back locks nobody out', () => {
  let time = 1_000_000
  const limit = createRateLimit({ capacity: 2, perSecond: 1 }, () => time)
  limit.spend('a')
  time -= 600_000
  expect(() => limit.spend('a')).not.toThrow()
})
