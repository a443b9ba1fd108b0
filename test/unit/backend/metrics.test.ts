import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createMetrics } from '../../../src/backend/metrics/metrics.ts'
import { systemClock } from '../../../src/backend/clock.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Metrics of a backend nobody else holds, and a look at what they ask. */
async function metricsOfABackend(): Promise<WeakRef<object>> {
  const database = { open: 1, idle: 0, waiting: 0 }
  const metrics = createMetrics({
    clock: systemClock,
    desks: () => 0,
    pool: () => database,
    deliveries: () => Promise.resolve(new Map()),
  })
  expect(await metrics.text()).toContain('ventanilla_database_connections{state="open"} 1')
  return new WeakRef(database)
}

test('a backend that is gone is not kept in memory by what was counted of it', async () => {
  const gone = await metricsOfABackend()
  await expect
    .poll(() => {
      collectGarbage()
      return gone.deref() === undefined
    })
    .toBe(true)
})
