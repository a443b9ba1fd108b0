import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createRemembered } from '../../../src/main/db/remembered.ts'
import { cityTime } from '../../../src/main/sync/city-time.ts'
import { fakeClock } from '../../support/fake-clock.ts'

const hourMs = 3_600_000

test('a wrong clock is mended from the first answer on, through a restart, and let alone once it is set', () => {
  const db = new Database(':memory:')
  migrate(db, newestVersion)
  const remembered = createRemembered(db)
  const clock = fakeClock()
  let measured: number | undefined
  const time = cityTime(clock, remembered, () => measured)
  expect(time.now()).toBe(clock.now())
  measured = 26 * hourMs
  expect(time.now()).toBe(clock.now() - 26 * hourMs)
  expect(cityTime(clock, remembered, () => undefined).now()).toBe(clock.now() - 26 * hourMs)
  measured = 400
  expect(time.now()).toBe(clock.now())
  expect(cityTime(clock, remembered, () => undefined).now()).toBe(clock.now())
})
