import { expect, test } from 'vitest'
import { createRateLimit } from '../../../src/backend/http/rate-limit.ts'

test('a key spends what it has, gets more with time and never more than the most', async () => {
  let now = 0
  const limit = createRateLimit({ capacity: 2, perSecond: 1 }, () => now)
  await limit.spend('a')
  await limit.spend('a')
  await expect(limit.spend('a')).rejects.toMatchObject({ code: 'busy' })
  await limit.spend('b')
  now = 1_000
  await limit.spend('a')
  await expect(limit.spend('a')).rejects.toMatchObject({ code: 'busy' })
  now = 3_600_000
  await limit.spend('a')
  await limit.spend('a')
  await expect(limit.spend('a')).rejects.toMatchObject({ code: 'busy' })
  await limit.restore('a')
  await limit.spend('a')
})

test('a flood of made-up keys does not free the one that is slowed down', async () => {
  const limit = createRateLimit({ capacity: 1, perSecond: 0 }, () => 0)
  await limit.spend('slowed')
  for (let key = 0; key < 10_050; key++) await limit.spend(`made-up ${key}`)
  await expect(limit.spend('slowed')).rejects.toMatchObject({ code: 'busy' })
})

test('a clock that is set back locks nobody out', async () => {
  let time = 1_000_000
  const limit = createRateLimit({ capacity: 2, perSecond: 1 }, () => time)
  await limit.spend('a')
  time -= 600_000
  await expect(limit.spend('a')).resolves.toBeUndefined()
})
