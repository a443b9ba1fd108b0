import { expect, test } from 'vitest'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import type { Suite } from './index.ts'

export const callsByQueueMigrationSuite: Suite = (database) =>
  test('0082 keeps the calls of past weeks as those of the whole line, and lets queues stand beside them', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 82))
    const before = { day: '2026-11-16', half: 16, calls: 12, handle_time_s: null }
    await db
      .insertInto('call_history')
      .values({ ...before, queue_id: undefined as never })
      .execute()
    await migrate(db, migrations)
    await db
      .insertInto('call_history')
      .values({ ...before, queue_id: 'general', calls: 5 })
      .execute()
    const rows = await db
      .selectFrom('call_history')
      .select(['queue_id', 'calls'])
      .orderBy('queue_id')
      .execute()
    expect(rows).toEqual([
      { queue_id: '', calls: 12 },
      { queue_id: 'general', calls: 5 },
    ])
  })
