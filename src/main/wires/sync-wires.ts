import { toDeskError } from '../../shared/errors.ts'
import { inWorkOf } from '../../shared/domain/cases/owed.ts'
import { withSteps } from '../features/second-level/second-level.ts'
import { withDecisions } from '../features/service-requests.ts'
import { createSyncFeature } from '../features/sync.ts'
import { createKnowledgeSync } from '../sync/knowledge-sync.ts'
import { createSyncLoop } from '../sync/sync-loop.ts'
import type { House, Parts } from './house.ts'

/** A policy that pins no key: nothing is believed. */
const noKeys = { keys: [], revoked: [] } as const

/** What goes up and comes down, and who is told. */
export function syncParts(house: House): Pick<Parts, 'knowledgeSync' | 'loop'> {
  const { backend, deps, outbox } = house
  const { announce, clock, log, policy, rows } = deps
  const knowledgeSync = createKnowledgeSync({
    rows,
    backend,
    clock,
    log,
    trust: () => ({ cityId: house.session.city()?.cityId ?? '', ...(policy.knowledge ?? noKeys) }),
    onInstalled() {
      announce('knowledge.changed', {})
      house.directory.catalogueChanged()
      // Whoever is on the line may be about something that was not known a moment ago.
      house.contacts.announceCurrent()
    },
    onRefused: () => announce('knowledge.changed', {}),
  })
  const loop = createSyncLoop({
    deskId: deps.keys.deskId,
    knock: (token) => knock(house, token),
    rows,
    outbox,
    backend,
    clock,
    log,
    mayPull: () => !house.shifts.disconnected(),
    receiving: {
      inWork: (request) => inWorkOf(request, house.session.current()?.agent),
      onTop(request) {
        const waiting = outbox.commandsOf(request.serviceRequestId)
        const stepped = withSteps(request, waiting, house.session.current()?.agent, house.termsOf)
        return withDecisions(stepped, waiting)
      },
    },
    askUrgent: () => house.emergencies.ask(),
    afterRound() {
      house.emergencies.tell()
      house.shifts.heardGrants()
      if (outbox.pending() === 0 && outbox.rejected().length === 0) deps.allSent()
    },
    onReceived({ serviceRequestIds, knowledge, contacts: touched, appointments }) {
      if (appointments || knowledge) announce('appointments.changed', {})
      if (serviceRequestIds.length > 0) announce('serviceRequests.changed', { serviceRequestIds })
      if (knowledge) {
        announce('knowledge.changed', {})
        house.directory.catalogueChanged()
        house.shifts.planAgain()
      }
      if (touched || serviceRequestIds.length > 0) house.contacts.announceCurrent()
    },
    afterPull: (token) => knowledgeSync.round(token),
    onSettled(subjects) {
      announce('serviceRequests.changed', { serviceRequestIds: subjects })
      announce('appointments.changed', {})
    },
    onState() {
      announce('sync.changed', {})
      if (!loop.reachable) return
      house.session.backendAnswered()
      house.contacts.askAgain()
    },
    onUnauthorised: () => house.session.expired(),
  })
  return { knowledgeSync, loop }
}

/** Before each round: who this desk is, how much waits on it, and whether the city has an order for it. */
async function knock({ deps, outbox, backend, session }: House, token: string): Promise<void> {
  const { clock, keys, log } = deps
  const waitingSince = outbox.waitingSince() ?? clock.now()
  const waits = {
    waiting: outbox.pending(),
    refused: outbox.rejected().length,
    oldestSeconds: Math.max(0, Math.round((clock.now() - waitingSince) / 1000)),
  }
  const orders = await backend
    .attempt(token, (used) => keys.knock(used, waits, deps.rekey))
    .catch((error: unknown) => {
      const { code } = toDeskError(error)
      if (code === 'unavailable' || code === 'unauthorised') throw error
      // Cases go up all the same: that this machine is not known is the city's matter and not a citizen's.
      log.warn('the backend does not know this desk', { code })
    })
  if (orders === 'wipe') deps.wipe()
  else if (typeof orders === 'object') session.satElsewhere(orders.elsewhere)
}

/** The list of what waits, and what an agent decides about what was refused. */
export function syncHandlers(house: House) {
  const { agentId, country, deps, knowledgeSync, loop, outbox } = house
  const { announce, clock, log, newId, rows } = deps
  return createSyncFeature({
    rows,
    outbox,
    loop,
    log,
    clock,
    newId,
    agentId,
    country,
    clockOffByMs: deps.backend.clockOffByMs,
    refusedBundle: () => knowledgeSync.refusal()?.refusal,
    onChanged(subject) {
      announce('serviceRequests.changed', { serviceRequestIds: [subject] })
      announce('sync.changed', {})
    },
  }).handlers
}
