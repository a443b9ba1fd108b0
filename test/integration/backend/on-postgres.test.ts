import { afterAll, beforeAll, describe, vi } from 'vitest'
import { postgresDatabase, type TestDatabase } from '../../support/backend/databases.ts'
import { postgresPrograms } from '../../support/backend/postgres-server.ts'
import { suites } from './suites/index.ts'

const programs = postgresPrograms()

// Passwords are slow on purpose, and the machine that runs this is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.skipIf(programs === undefined)(
  'the backend on PostgreSQL (needs its server programs; on Debian: apt install postgresql)',
  () => {
    let database: TestDatabase
    beforeAll(async () => {
      database = await postgresDatabase(programs ?? '')
    })
    afterAll(() => database.stop())
    for (const suite of suites) suite(() => database)
  },
)
