import { wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { createAcousticWatch, type AcousticWatch } from '../../shared/domain/shifts/acoustic-peak.ts'
import type { Interaction } from '../../shared/domain/interaction.ts'
import type { CoreDeps } from '../core.ts'
import type { Db } from '../db/open.ts'
import type { CacheRows } from '../db/rows.ts'
import type { DeskKeys } from '../desk-keys.ts'
import type { Announce, HandlersOf } from '../feature.ts'
import type { AgentReports } from '../features/agent-reports.ts'
import type { AgentFeature } from '../features/agent.ts'
import type { StationCheck } from '../features/check.ts'
import type { Callers } from '../features/callers.ts'
import type { Contacts } from '../features/contacts/contacts.ts'
import type { DeclaredEmergencies } from '../features/declared-emergencies.ts'
import type { Directory } from '../features/directory.ts'
import type { HandoverFeature } from '../features/handover/handover.ts'
import type { News } from '../features/news.ts'
import type { Lock } from '../features/privacy/lock.ts'
import type { Privacy } from '../features/privacy/privacy.ts'
import type { Retention } from '../features/privacy/retention.ts'
import type { Publishing } from '../features/publishing/publishing.ts'
import type { Quality } from '../features/quality/quality.ts'
import type { ScriptsFeature } from '../features/scripts/scripts.ts'
import type { createSearch } from '../features/search.ts'
import { answerTerms } from '../features/second-level/answer-terms.ts'
import type { ServiceRequestsFeature } from '../features/service-requests.ts'
import type { SessionFeature } from '../features/session/session.ts'
import type { createSettings } from '../features/settings.ts'
import type { Shifts } from '../features/shifts/shifts.ts'
import type { Softphone } from '../features/softphone/softphone.ts'
import { createTimings, type Timings } from '../features/softphone/timings.ts'
import type { Sound } from '../features/sound/sound.ts'
import type { DeviceKey } from '../sign-in/device-key.ts'
import type { Clock } from '../shell.ts'
import type { BackendClient } from '../sync/backend-client.ts'
import { cityTime } from '../sync/city-time.ts'
import type { KnowledgeSync } from '../sync/knowledge-sync.ts'
import { createOutbox, type Outbox } from '../sync/outbox.ts'
import { renewingBackend, type RenewingBackend } from '../sync/renewing-backend.ts'
import type { SyncLoop } from '../sync/sync-loop.ts'

export interface FeatureDeps extends CoreDeps {
  rows: CacheRows
  db: Db
  announce: Announce
  newId: () => string
  /** How the cache is, and what the agent has read of it. */
  cache: HandlersOf<'cache'>
  keys: DeskKeys
  deviceKey: DeviceKey
  rekey: (key: Buffer) => Promise<void>
  /** A whole round with the backend passed and nothing waits here. */
  allSent: () => void
  /** The city's order, once what waited was sent. */
  wipe: () => void
  backend: BackendClient
}

/** The features that others act on; those nobody asks anything are only in the list of handlers. */
export interface Parts {
  agent: AgentFeature
  callers: Callers
  contacts: Contacts
  directory: Directory
  emergencies: DeclaredEmergencies
  handover: HandoverFeature
  knowledgeSync: KnowledgeSync
  lock: Lock
  loop: SyncLoop
  news: News
  privacy: Privacy
  publishing: Publishing
  quality: Quality
  reports: AgentReports
  retention: Retention
  scripts: ScriptsFeature
  search: ReturnType<typeof createSearch>
  serviceRequests: ServiceRequestsFeature
  session: SessionFeature
  settings: ReturnType<typeof createSettings>
  shifts: Shifts
  softphone: Softphone
  sound: Sound
  stationCheck: StationCheck
}

/** What every wire may use: the parts, what lies below them, and the questions that many ask. */
export interface House extends Parts {
  readonly deps: FeatureDeps
  readonly acoustic: AcousticWatch
  readonly backend: RenewingBackend
  readonly outbox: Outbox
  readonly termsOf: ReturnType<typeof answerTerms>
  /** What is written into contacts and cases: this machine's clock may be wrong. */
  readonly time: Clock
  readonly timings: Timings
  agentId(): string | undefined
  /** The contact that is open or waits for its wrap-up; the newest where there are several. */
  contactInHand(): Interaction | undefined
  country(): 'EC' | 'ES'
  inContact(): boolean
  /** A command joined the outbox: the screen counts it, and it goes up without waiting for the next round. */
  sendSoon(): void
  timeZone(): string
}

/**
 * The house before its parts stand in it. A wire names a part that may be made after it, so no part is asked
 * anything before `features.ts` has made them all.
 */
export function openHouse(deps: FeatureDeps): House {
  const { rows, clock, announce } = deps
  const house = {
    deps,
    acoustic: createAcousticWatch(),
    backend: renewingBackend(deps.backend, (token) => house.session.buy(token)),
    outbox: createOutbox(deps.db),
    termsOf: answerTerms({ rows, city: () => house.session.city() }),
    time: cityTime(clock, rows.remembered, deps.backend.clockOffByMs),
    timings: createTimings(),
    agentId: () => house.session.current()?.agent.agentId,
    contactInHand: () => rows.interactions.unfinished().at(-1),
    country: () => house.session.city()?.country ?? 'EC',
    inContact: () => house.softphone.calls().length > 0 || house.contacts.wrapUpPending(),
    sendSoon() {
      announce('sync.changed', {})
      void house.loop.now()
    },
    timeZone: () => house.session.city()?.timeZone ?? 'America/Guayaquil',
  } as House
  return house
}

/** The day on the city's wall, `YYYY-MM-DD`. */
export function today({ deps, timeZone }: Pick<House, 'deps' | 'timeZone'>): string {
  return wallClock(deps.clock.now(), timeZone()).day
}
