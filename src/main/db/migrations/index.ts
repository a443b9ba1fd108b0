import type { Db } from '../open.ts'
import { citizensAndContacts } from './0001-citizens-and-contacts.ts'
import { outboxAndSync } from './0002-outbox-and-sync.ts'
import { knowledge } from './0003-knowledge.ts'
import { shifts } from './0004-shifts.ts'
import { procedureRecords } from './0010-procedure-records.ts'
import { recordShelf } from './0011-record-shelf.ts'
import { accessLog } from './0045-access-log.ts'
import { search } from './0015-search.ts'
import { retention } from './0046-retention.ts'
import { bundles } from './0020-bundles.ts'
import { searchLevels } from './0068-search-levels.ts'
import { earlierRecords } from './0065-earlier-records.ts'
import { secondLevel } from './0097-second-level.ts'
import { callQualities } from './0078-call-qualities.ts'
import { citizensSeen } from './0106-citizens-seen.ts'
import { appointments } from './0103-appointments.ts'
import { formsComeDown } from './0112-forms-come-down.ts'
import { outboxWaits } from './0109-outbox-waits.ts'

/** In order; the position is the version. Never edit a released one: a fix is a new one. */
export const migrations: readonly ((db: Db) => void)[] = [
  citizensAndContacts,
  outboxAndSync,
  knowledge,
  shifts,
  procedureRecords,
  recordShelf,
  accessLog,
  search,
  retention,
  bundles,
  searchLevels,
  earlierRecords,
  callQualities,
  outboxWaits,
  secondLevel,
  citizensSeen,
  appointments,
  formsComeDown,
]
