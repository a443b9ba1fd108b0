import type { Contact } from '../../shared/contract.ts'
import { questionsOf } from '../../shared/domain/cases/form-answers.ts'
import { usualDuplicateDays } from '../../shared/domain/cases/duplicates.ts'
import { createAttachments } from '../features/attachments.ts'
import { createCallers } from '../features/callers.ts'
import { createContacts } from '../features/contacts/contacts.ts'
import { createRetention } from '../features/privacy/retention.ts'
import { createScripts } from '../features/scripts/scripts.ts'
import { inWorkOf } from '../../shared/domain/cases/owed.ts'
import { createSecondLevel } from '../features/second-level/second-level.ts'
import { createServiceRequests } from '../features/service-requests.ts'
import { today, type House, type Parts } from './house.ts'

/** Contacts, the scripts that are walked in them, and the cases that come of them. */
export function contactParts(
  house: House,
): Pick<Parts, 'callers' | 'contacts' | 'retention' | 'scripts' | 'serviceRequests'> {
  const { agentId, country, deps, outbox, sendSoon, termsOf, time, timings } = house
  const { announce, clock, newId, policy, rows } = deps
  const serviceRequests = createServiceRequests({
    rows,
    outbox,
    clock: time,
    newId,
    agentId,
    onIssued: (serviceRequestId) => caseIssued(house, serviceRequestId),
    onListed: () =>
      house.privacy.saw({
        action: 'list',
        entity: 'service-request',
        recordId: 'own-cases',
        reason: 'own-cases',
      }),
  })
  const callers = createCallers({
    rows,
    outbox,
    clock: time,
    log: deps.log,
    country,
    ask: (question) => house.session.ask(question),
  })
  const asked = (serviceCode: string) =>
    questionsOf(
      rows.knowledge.one('service', serviceCode) ?? { serviceCode },
      rows.knowledge.all('service-form'),
    )
  const contacts = createContacts({
    rows,
    outbox,
    clock: time,
    newId,
    country,
    agentId,
    wrapUpMs: () => policy.wrapUpSeconds * 1000 * house.shifts.wrapUpFactor(),
    liveCalls: house.softphone.calls,
    requestsOf: (who, told, limit): Contact['requests'] => serviceRequests.of(who, told, limit),
    findCaller: (number) => callers.find(number),
    askWho: (number) => callers.who(number),
    askSameCases: (written) => callers.sameCases(written),
    onFound(citizenId, interactionId) {
      if (citizenId === undefined)
        house.privacy.sawNobody({ entity: 'interaction', recordId: interactionId, reason: 'call' })
      else house.privacy.saw({ action: 'view', entity: 'citizen', recordId: citizenId, reason: 'call' })
    },
    onListed: () =>
      house.privacy.saw({ action: 'list', entity: 'interaction', recordId: 'recent', reason: 'recent' }),
    onToldWho: (citizenId) =>
      house.privacy.saw({ action: 'search', entity: 'citizen', recordId: citizenId, reason: 'asked' }),
    walkOf: (interaction) => house.scripts.viewOf(interaction),
    outcomeOf: (run) => house.scripts.outcomeOf(run),
    dossierOf: (interaction, notes) => house.scripts.dossierOf(interaction, notes),
    agentName: () => house.session.current()?.agent.name ?? '',
    termsOf,
    areas: () => house.session.city()?.areas ?? [],
    questionsOf: asked,
    timeZone: house.timeZone,
    duplicateDays: () => house.session.city()?.duplicateDays ?? usualDuplicateDays,
    onPainted: timings.painted,
    onChanged(interactionId) {
      announce('contact.changed', { interactionId })
      const interaction = rows.interactions.byId(interactionId)
      if (interaction?.state === 'closed') house.shifts.contactClosed(interaction)
      house.agent.refresh()
    },
    onIssued(serviceRequestIds) {
      if (serviceRequestIds.length > 0) announce('serviceRequests.changed', { serviceRequestIds })
      sendSoon()
    },
    onOver() {
      house.agent.contactOver()
      house.session.contactOver()
    },
  })
  const scripts = createScripts({
    rows,
    clock,
    newId,
    country,
    language: () => house.settings.current().language,
    today: () => today(house),
    questionsOf: asked,
    update: contacts.update,
  })
  const retention = createRetention({
    rows,
    outbox,
    clock: time,
    rules: () => house.session.city()?.desk,
    inWork: (request) => inWorkOf(request, house.session.current()?.agent),
  })
  return { callers, contacts, retention, scripts, serviceRequests }
}

/** Cases of the second level, and the papers that belong to a case. */
export function caseHandlers(house: House) {
  const { agentId, contacts, deps, outbox, sendSoon, serviceRequests, termsOf, time } = house
  const { newId, rows } = deps
  const attachments = createAttachments({
    rows,
    outbox,
    clock: time,
    newId,
    agentId,
    update: contacts.update,
    onIssued: sendSoon,
    ask: (question) => house.session.ask(question),
    onOpened: (recordId) =>
      house.privacy.saw({ action: 'view', entity: 'service-request', recordId, reason: 'asked' }),
    saveDocuments: deps.policy.saveDocuments === true,
    onSaved: (recordId) =>
      house.privacy.saw({ action: 'copy', entity: 'service-request', recordId, reason: 'asked' }),
  })
  const secondLevel = createSecondLevel({
    rows,
    outbox,
    clock: time,
    newId,
    who: () => house.session.current()?.agent,
    viewOf: serviceRequests.viewOf,
    termsOf,
    ask: (question) => house.session.ask(question),
    onOpened: (recordId) =>
      house.privacy.saw({ action: 'view', entity: 'service-request', recordId, reason: 'second-level' }),
    onIssued: (serviceRequestId) => caseIssued(house, serviceRequestId),
  })
  return { ...attachments.handlers, ...secondLevel }
}

function caseIssued({ deps, sendSoon }: House, serviceRequestId: string): void {
  deps.announce('serviceRequests.changed', { serviceRequestIds: [serviceRequestId] })
  sendSoon()
}
