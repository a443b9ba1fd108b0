import type { Handlers } from '../shared/serve.ts'
import { createDemo } from './features/demo.ts'
import { behindLock } from './features/privacy/lock.ts'
import type { Softphone } from './features/softphone/softphone.ts'
import { appointmentHandlers } from './wires/appointment-wires.ts'
import { callParts, recordingHandlers } from './wires/call-wires.ts'
import { caseHandlers, contactParts } from './wires/contact-wires.ts'
import { openHouse, type FeatureDeps, type House, type Parts } from './wires/house.ts'
import { knowledgeHandlers, knowledgeParts } from './wires/knowledge-wires.ts'
import { sessionParts } from './wires/session-wires.ts'
import { scheduleHandlers, shiftParts } from './wires/shift-wires.ts'
import { syncHandlers, syncParts } from './wires/sync-wires.ts'

export interface Features {
  readonly handlers: Handlers
  readonly softphone: Softphone
  start(): void
  /** The machine woke up: sockets that look open may be dead. */
  awake(): void
  /** The computer was locked: the desk is, too. */
  hide(): void
  /** Commands that have not reached the backend, the refused ones among them. */
  unsent(): number
  stop(): Promise<void>
}

/**
 * Joins the features: what one sees happen, another acts on. Features know nothing of each other; every wire
 * between two of them is in `wires/`.
 */
export function createFeatures(deps: FeatureDeps): Features {
  const house = openHouse(deps)
  const put = (parts: Partial<Parts>): House => Object.assign(house, parts)
  put(syncParts(house))
  put(callParts(house))
  put(contactParts(house))
  put(knowledgeParts(house))
  put(sessionParts(house))
  put(shiftParts(house))
  const {
    callers,
    contacts,
    lock,
    loop,
    outbox,
    publishing,
    reports,
    retention,
    search,
    session,
    shifts,
    softphone,
  } = house
  return {
    handlers: behindLock(handlersOf(house), lock.locked),
    softphone,
    start() {
      session.resume()
      search.start()
      contacts.recover()
      retention.start()
    },
    hide: () => lock.systemLocked(),
    unsent: () => outbox.pending() + outbox.rejected().length,
    awake() {
      softphone.reconnect()
      void loop.now()
    },
    async stop() {
      reports.stop()
      shifts.pause()
      search.stop()
      publishing.stop()
      retention.stop()
      callers.stop()
      lock.stop()
      loop.stop()
      await loop.idle()
    },
  }
}

/** Every channel of the contract has its feature here: the compiler asks for a missing one. */
function handlersOf(house: House): Handlers {
  const { deps, shifts, timings } = house
  return {
    ...house.session.handlers,
    ...house.agent.handlers,
    ...house.softphone.handlers,
    ...house.directory.handlers,
    ...house.quality.handlers,
    ...recordingHandlers(house),
    ...house.contacts.handlers,
    ...house.scripts.handlers,
    ...house.serviceRequests.handlers,
    ...caseHandlers(house),
    ...appointmentHandlers(house),
    ...syncHandlers(house),
    ...knowledgeHandlers(house),
    ...house.news.handlers,
    ...house.publishing.handlers,
    ...house.search.handlers,
    ...shifts.handlers,
    ...house.handover.handlers,
    ...house.emergencies.handlers,
    ...scheduleHandlers(house),
    ...house.settings.handlers,
    ...house.sound.handlers,
    ...house.stationCheck.handlers,
    ...house.lock.handlers,
    ...house.privacy.handlers,
    ...deps.cache,
    ...createDemo({
      city: deps.demo,
      timings: timings.all,
      passTime: deps.shiftTime && ((minutes) => shifts.passTime(minutes)),
    }).handlers,
  }
}
