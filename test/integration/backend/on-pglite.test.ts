import { afterAll, beforeAll, describe, vi } from 'vitest'
import { embeddedDatabase, type TestDatabase } from '../../support/backend/databases.ts'
import { suites } from './suites/index.ts'

// Passwords are slow on purpose, and the machine that runs this is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe('the backend on PGlite', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await embeddedDatabase()
  })
  afterAll(() => database.stop())
  for (const suite of suites) suite(() => database)
})
