import { createAppointmentRows, type AppointmentRows } from './appointments.ts'
import { createAccessLogRows, type AccessLogRows } from './access-log.ts'
import { createBundleRecords, type BundleRecords } from './bundle-records.ts'
import { createCallQualityRows, type CallQualityRows } from './call-qualities.ts'
import { createCallerRows, type CallerRows } from './callers.ts'
import type { Checkpoints } from './checkpoints.ts'
import { createCitizenRows, type CitizenRows } from './citizens.ts'
import { createInteractionRows, type InteractionRows } from './interactions.ts'
import { createKnowledgeRows, type KnowledgeRows } from './knowledge.ts'
import type { Db } from './open.ts'
import { preparedWhenUsed } from './prepared-when-used.ts'
import { createRemembered, type Remembered } from './remembered.ts'
import { createShelfRows, type ShelfRows } from './shelf.ts'
import { createShiftLedgerRows, type ShiftLedgerRows } from './shift-ledgers.ts'
import { createSearchRows, type SearchRows } from './search/search-rows.ts'
import { createServiceRequestRows, type ServiceRequestRows } from './service-requests.ts'

/** Everything the cache holds, by what it is. */
export interface CacheRows {
  citizens: CitizenRows
  callers: CallerRows
  interactions: InteractionRows
  serviceRequests: ServiceRequestRows
  appointments: AppointmentRows
  knowledge: KnowledgeRows
  bundleRecords: BundleRecords
  shelf: ShelfRows
  search: SearchRows
  shiftLedgers: ShiftLedgerRows
  remembered: Remembered
  accessLog: AccessLogRows
  callQualities: CallQualityRows
  /** All or nothing: a row and its command, a page and its cursor. */
  together<T>(work: () => T): T
  /**
   * The same, and on the disk when it returns: a case that the agent saw as saved survives the plug being
   * pulled. Costs a wait for the disk, so keystrokes do without.
   */
  durably<T>(work: () => T): T
  /** Awaited between the slices of a long write: the log is short again when it resolves. */
  room(): Promise<void>
}

/**
 * How long one transaction of a long write takes in records before it commits, ms: committing writes their words into
 * the index and takes up to twice as long again, and a ringing call waits for both (architecture: 16 ms).
 */
export const sliceMs = 4

/** `checkpoints`: who keeps the log short; without, SQLite does it in the transaction that makes it long. */
export function createCacheRows(opened: Db, checkpoints?: Pick<Checkpoints, 'written' | 'room'>): CacheRows {
  const db = preparedWhenUsed(opened)
  const search = createSearchRows(db)
  const together = <T>(work: () => T): T => {
    const done = db.transaction(work)()
    checkpoints?.written()
    return done
  }
  return {
    citizens: createCitizenRows(db),
    callers: createCallerRows(db),
    interactions: createInteractionRows(db),
    serviceRequests: createServiceRequestRows(db),
    appointments: createAppointmentRows(db),
    knowledge: createKnowledgeRows(db, search),
    bundleRecords: createBundleRecords(db),
    shelf: createShelfRows(db),
    search,
    shiftLedgers: createShiftLedgerRows(db),
    remembered: createRemembered(db),
    accessLog: createAccessLogRows(db),
    callQualities: createCallQualityRows(db),
    together,
    async room() {
      await checkpoints?.room()
    },
    durably(work) {
      db.pragma('synchronous = FULL')
      try {
        return together(work)
      } finally {
        db.pragma('synchronous = NORMAL')
      }
    },
  }
}
