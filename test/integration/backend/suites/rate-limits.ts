import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import type { Rate, RateLimit } from '../../../../src/backend/http/rate-limit.ts'
import { sharedRateLimits } from '../../../../src/backend/http/shared-rate-limit.ts'
import { start } from '../../../support/backend/backend-world.ts'
import { fakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import type { Suite } from './index.ts'

const hour = 60 * 60_000

export const rateLimitsSuite: Suite = (database) =>
  describe('how often who may ask, counted for all copies', () => {
    let clock: FakeClock
    beforeAll(() => database().reset(migrations))
    beforeEach(async () => {
      clock = fakeClock(start)
      await database().open.db.deleteFrom('rate_buckets').execute()
    })

    const copy = (rate: Rate, name = 'agent'): RateLimit =>
      sharedRateLimits(database().open.db, clock)(name, rate)
    async function granted(limits: readonly RateLimit[], asked: number, key = 'ana'): Promise<number> {
      let granted = 0
      for (let turn = 0; turn < asked; turn++)
        await limits[turn % limits.length]?.spend(key).then(
          () => granted++,
          () => undefined,
        )
      return granted
    }

    test('two copies grant together what one would, and slow nobody else down', async () => {
      const rate = { capacity: 5, perSecond: 1 }
      const copies = [copy(rate), copy(rate)]
      expect(await granted(copies, 12)).toBe(5)
      expect(await granted(copies, 3, 'luis')).toBe(3)
      expect(await granted([copy(rate, 'another limit')], 3)).toBe(3)
      clock.pass(2_000)
      expect(await granted(copies, 12)).toBe(2)
      await expect(copies[0]?.spend('ana')).rejects.toMatchObject({ code: 'busy', afterSeconds: 1 })
      clock.pass(hour)
      expect(await granted(copies, 12)).toBe(5)
    })

    test('taken by the lot it is no more, and a right password gives it all back at every copy', async () => {
      const rate = { capacity: 10, perSecond: 1, lot: 4 }
      const copies = [copy(rate), copy(rate), copy(rate)]
      expect(await granted(copies, 40)).toBe(10)
      const alone = { capacity: 2, perSecond: 1 }
      const guesses = [copy(alone, 'guess'), copy(alone, 'guess')]
      expect(await granted(guesses, 4)).toBe(2)
      await guesses[0]?.restore('ana')
      expect(await granted(guesses, 4)).toBe(2)
    })

    test('ten requests at once spend ten', async () => {
      const rate = { capacity: 10, perSecond: 1 }
      const [here, there] = [copy(rate), copy(rate)]
      const asked = Array.from({ length: 15 }, () => [here.spend('ana'), there.spend('ana')])
      const outcomes = await Promise.allSettled(asked.flat())
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    })

    test('many requests of one agent at once take one lot after another, and leave the rest to other copies', async () => {
      const rate = { capacity: 40, perSecond: 1, lot: 4 }
      const [here, there] = [copy(rate), copy(rate)]
      const burst = await Promise.allSettled(Array.from({ length: 20 }, () => here.spend('ana')))
      expect(burst.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
      expect(await granted([there], 40)).toBe(20)
      const refused = await Promise.allSettled(Array.from({ length: 3 }, () => there.spend('ana')))
      expect(refused.filter(({ status }) => status === 'rejected')).toHaveLength(3)
    })

    test('a copy whose clock is far ahead keeps nobody out for longer than a minute', async () => {
      const rate = { capacity: 1, perSecond: 1 }
      clock.pass(hour)
      expect(await granted([copy(rate)], 1)).toBe(1)
      clock = fakeClock(start)
      const right = copy(rate)
      expect(await granted([right], 1)).toBe(0)
      clock.pass(1_000)
      expect(await granted([right], 1)).toBe(1)
    })

    test('no address stands in the table, and what is long over is removed', async () => {
      const { db } = database().open
      const limit = copy({ capacity: 5, perSecond: 1 })
      await limit.spend('203.0.113.7')
      expect(JSON.stringify(await db.selectFrom('rate_buckets').selectAll().execute())).not.toContain('203.0')
      clock.pass(2 * hour)
      await limit.spend('ana')
      expect(await db.selectFrom('rate_buckets').select('bucket').execute()).toHaveLength(1)
    })
  })
