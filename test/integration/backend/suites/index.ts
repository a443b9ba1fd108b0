import type { TestDatabase } from '../../../support/backend/databases.ts'
import { accountMigrationSuite, accountSuite } from './account.ts'
import { careMigrationSuite, careSuite } from './care.ts'
import { accessLogSuite } from './access-log.ts'
import { desksSuite, unsentMigrationSuite } from './desks.ts'
import { changeOrderSuite, changesSuite } from './changes.ts'
import { commandsSuite } from './commands.ts'
import { disconnectionMigrationSuite, disconnectionSuite } from './disconnection.ts'
import { callersMigrationSuite, callersSuite } from './callers.ts'
import { citizensSuite } from './citizens.ts'
import { rateLimitsSuite } from './rate-limits.ts'
import { doorSuite } from './door.ts'
import { feedbackSuite } from './feedback.ts'
import { exchangeSuite } from './exchange.ts'
import { handoversSuite } from './handovers.ts'
import { migrationsSuite } from './migrations.ts'
import { open311ForwardSuite } from './open311-forward.ts'
import { open311ServerSuite } from './open311-server.ts'
import { looksMigrationSuite, operatingMigrationSuite, operatingSuite } from './operating.ts'
import { packSuite } from './pack.ts'
import { pokeSuite } from './poke.ts'
import { silentDesksSuite, slowWatchSuite } from './silent-desks.ts'
import { appointmentsMigrationSuite, appointmentsSuite } from './appointments.ts'
import { attachmentsSuite } from './attachments.ts'
import { boardSuite } from './board.ts'
import { callsByQueueMigrationSuite } from './calls-by-queue.ts'
import { planningMigrationSuite, planningSuite } from './planning.ts'
import { scheduleMigrationSuite, schedulesSuite } from './schedules.ts'
import { bundlesSuite } from './publishing/bundles.ts'
import { draftsSuite } from './publishing/drafts.ts'
import { givingOutSuite } from './publishing/giving-out.ts'
import { qualityMigrationSuite, qualitySuite } from './quality.ts'
import { resolutionSuite } from './resolution.ts'
import { secondLevelSuite } from './second-level.ts'
import { signInSuite } from './sign-in.ts'
import { tradeMigrationSuite, tradesSuite } from './trades.ts'

/** The database exists only once the tests run: hence a function. */
export type Suite = (database: () => TestDatabase) => void

export const suites: readonly Suite[] = [
  migrationsSuite,
  careMigrationSuite,
  careSuite,
  qualityMigrationSuite,
  qualitySuite,
  scheduleMigrationSuite,
  schedulesSuite,
  planningMigrationSuite,
  callsByQueueMigrationSuite,
  planningSuite,
  boardSuite,
  handoversSuite,
  citizensSuite,
  rateLimitsSuite,
  callersMigrationSuite,
  callersSuite,
  disconnectionMigrationSuite,
  disconnectionSuite,
  tradeMigrationSuite,
  tradesSuite,
  signInSuite,
  commandsSuite,
  secondLevelSuite,
  resolutionSuite,
  changesSuite,
  changeOrderSuite,
  pokeSuite,
  packSuite,
  accessLogSuite,
  silentDesksSuite,
  slowWatchSuite,
  exchangeSuite,
  unsentMigrationSuite,
  desksSuite,
  draftsSuite,
  givingOutSuite,
  bundlesSuite,
  doorSuite,
  operatingMigrationSuite,
  looksMigrationSuite,
  accountMigrationSuite,
  accountSuite,
  operatingSuite,
  feedbackSuite,
  appointmentsMigrationSuite,
  appointmentsSuite,
  attachmentsSuite,
  open311ServerSuite,
  open311ForwardSuite,
]
