import { sql, type Kysely } from 'kysely'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import { lockRecords, readRecords, writeRecords, type RecordWrite } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { faultFacts, type Log } from '../log.ts'

/** Long enough that an agent reads *Enviado* before *Recibido por*, as with a unit's own system. */
const takenAfterMs = 800
const tryAgainAfterMs = 5_000
const casesPerTurn = 100

export interface UnitIntake {
  /** A case was accepted, or cases of an earlier run may be waiting. */
  wake(): void
  close(): Promise<void>
}

/**
 * The units' side of the counter: takes accepted cases into the unit's queue and says so, except those that go
 * to a system of the city's own: there, that system receives them. Receiving is a change of its own, after
 * acceptance.
 */
export function startUnitIntake(deps: { db: Kysely<Database>; clock: Clock; log: Log }): UnitIntake {
  let running: Promise<void> = Promise.resolve()
  let cancel: (() => void) | undefined
  let closed = false

  function wakeIn(delayMs: number): void {
    if (closed || cancel) return
    cancel = deps.clock.after(delayMs, () => {
      cancel = undefined
      // One after the other, so that the end of the last is the end of all.
      running = running.then(takeAll)
    })
  }

  async function takeAll(): Promise<void> {
    try {
      while ((await takeWaiting(deps.db, deps.clock.now())) === casesPerTurn);
      if (await someWait(deps.db)) wakeIn(takenAfterMs)
    } catch (fault) {
      deps.log.error('units could not take cases', faultFacts(fault))
      wakeIn(tryAgainAfterMs)
    }
  }

  return {
    wake: () => wakeIn(takenAfterMs),
    async close() {
      closed = true
      cancel?.()
      await running
    },
  }
}

const isForUnit = sql<boolean>`NOT EXISTS (
  SELECT 1 FROM deliveries WHERE deliveries.service_request_id = service_requests.service_request_id)`

/** Marks waiting cases as received; skips those that another process of this backend is taking. */
async function takeWaiting(db: Kysely<Database>, now: number): Promise<number> {
  const at = new Date(now)
  return await db.transaction().execute(async (trx) => {
    const waiting = await trx
      .selectFrom('service_requests')
      .select('service_request_id')
      .where('received_at', 'is', null)
      .where(isForUnit)
      .where('accepted_at', '<=', new Date(now - takenAfterMs))
      .orderBy('accepted_at')
      .limit(casesPerTurn)
      .forUpdate()
      .skipLocked()
      .execute()
    const ids = waiting.map((row) => row.service_request_id)
    if (ids.length === 0) return 0
    const received = at.toISOString()
    await lockRecords(trx, ids)
    const standing = await readRecords(trx, 'service-request', ids)
    const writes = ids.map((id): RecordWrite => {
      const request = ServiceRequest.parse(standing.get(id))
      return {
        entity: 'service-request',
        id,
        doc: { ...request, receivedAt: received, updatedAt: received },
      }
    })
    await trx
      .updateTable('service_requests')
      .set({ received_at: at })
      .where('service_request_id', 'in', ids)
      .execute()
    await writeRecords(trx, writes, at)
    return ids.length
  })
}

async function someWait(db: Kysely<Database>): Promise<boolean> {
  const row = await db
    .selectFrom('service_requests')
    .select('service_request_id')
    .where('received_at', 'is', null)
    .where(isForUnit)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
