import type { Migration } from '../migrate.ts'
import { breakDays } from './0035-break-days.ts'
import { callQualities } from './0078-call-qualities.ts'
import { commands } from './0003-commands.ts'
import { deliveries } from './0004-deliveries.ts'
import { publishing } from './0020-publishing.ts'
import { rotationTrades } from './0081-rotation-trades.ts'
import { callsByQueue } from './0082-calls-by-queue.ts'
import { records } from './0001-records.ts'
import { heldChanges } from './0070-held-changes.ts'
import { seenDesks } from './0060-seen-desks.ts'
import { schedules } from './0030-schedules.ts'
import { agentReports } from './0031-agent-reports.ts'
import { sitePolicy } from './0074-site-policy.ts'
import { signIn } from './0002-sign-in.ts'
import { agentSeats } from './0111-agent-seats.ts'
import { noCitizensInChanges } from './0112-no-citizens-in-changes.ts'
import { looks } from './0117-looks.ts'
import { unsent } from './0118-unsent.ts'
import { rateBuckets } from './0113-rate-buckets.ts'
import { appointments } from './0103-appointments.ts'
import { attachments } from './0110-attachments.ts'
import { lookups } from './0106-lookups.ts'
import { decisions } from './0109-decisions.ts'
import { desks } from './0046-desks.ts'
import { auditTrail } from './0093-audit-trail.ts'
import { boundSessions } from './0094-bound-sessions.ts'
import { accessLogs } from './0045-access-logs.ts'

/** In order. A released one is never edited: a fix is a new one. */
export const migrations: readonly Migration[] = [
  records,
  signIn,
  commands,
  deliveries,
  publishing,
  schedules,
  agentReports,
  breakDays,
  accessLogs,
  desks,
  seenDesks,
  heldChanges,
  sitePolicy,
  callQualities,
  rotationTrades,
  callsByQueue,
  auditTrail,
  boundSessions,
  appointments,
  lookups,
  decisions,
  attachments,
  agentSeats,
  noCitizensInChanges,
  rateBuckets,
  looks,
  unsent,
]
