import type { PostgresPoolClient } from 'kysely'
import { expect, test } from 'vitest'
import { busyPool } from '../../../src/backend/database/busy-pool.ts'

const client = {} as PostgresPoolClient

test('a connection that can be had is given on', async () => {
  const pool = busyPool({ connect: () => Promise.resolve(client), end: () => Promise.resolve() })
  expect(await pool.connect()).toBe(client)
})

test.each([
  ['all are in use', new Error('timeout exceeded when trying to connect')],
  ['the database is away', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
])('where %s, whoever asked is to ask again, and the log has the cause', async (_where, cause) => {
  const pool = busyPool({ connect: () => Promise.reject(cause), end: () => Promise.resolve() })
  await expect(pool.connect()).rejects.toMatchObject({ code: 'unavailable', cause })
})
