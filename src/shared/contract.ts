import { z } from 'zod'
import { Id } from './domain/basics.ts'
import { WhichRecord } from './publishing-api.ts'
import { VoiceCommand } from './domain/telephony.ts'
import { nothing } from './contract/request.ts'
import { sessionRequests } from './contract/session.ts'
import { agentRequests } from './contract/agent.ts'
import { callsRequests } from './contract/calls.ts'
import { directoryRequests } from './contract/directory.ts'
import { contactsRequests } from './contract/contacts.ts'
import { recordingRequests } from './contract/recording.ts'
import { scriptsRequests } from './contract/scripts.ts'
import { knowledgeRequests } from './contract/knowledge.ts'
import { bundleRequests } from './contract/bundle.ts'
import { newsRequests } from './contract/news.ts'
import { publishingRequests } from './contract/publishing.ts'
import { feedbackRequests } from './contract/feedback.ts'
import { qualityRequests } from './contract/quality.ts'
import { recordsRequests } from './contract/records.ts'
import { searchRequests } from './contract/search.ts'
import { secondLevelRequests } from './contract/second-level.ts'
import { appointmentsRequests } from './contract/appointments.ts'
import { attachmentsRequests } from './contract/attachments.ts'
import { serviceRequestsRequests } from './contract/service-requests.ts'
import { syncRequests } from './contract/sync.ts'
import { boardRequests, ownScheduleRequests, schedulesRequests } from './contract/schedules.ts'
import { shiftRequests } from './contract/shift.ts'
import { emergenciesRequests } from './contract/emergencies.ts'
import { handoverRequests } from './contract/handover.ts'
import { settingsRequests } from './contract/settings.ts'
import { checkRequests, soundEvents, soundRequests } from './contract/sound.ts'
import { cacheRequests } from './contract/cache.ts'
import { privacyRequests } from './contract/privacy.ts'
import { demoRequests } from './contract/demo.ts'
import { voiceRequests } from './contract/voice.ts'

export * from './contract/session.ts'
export * from './contract/agent.ts'
export * from './contract/contacts.ts'
export * from './contract/quality.ts'
export * from './contract/records.ts'
export * from './contract/bundle.ts'
export * from './contract/news.ts'
export * from './contract/feedback.ts'
export * from './contract/publishing.ts'
export * from './contract/recording.ts'
export * from './contract/search.ts'
export * from './contract/second-level.ts'
export * from './contract/appointments.ts'
export * from './contract/attachments.ts'
export * from './contract/sync.ts'
export * from './contract/schedules.ts'
export * from './contract/shift.ts'
export * from './contract/handover.ts'
export * from './contract/settings.ts'
export * from './contract/sound.ts'
export * from './contract/calls.ts'
export * from './contract/cache.ts'
export * from './contract/privacy.ts'
export * from './contract/demo.ts'

/**
 * Everything that crosses between pages and core: a request is answered by one handler, an event announces
 * ids and the listener reads again. A feature adds its file in `contract/`, a line here and a handler in
 * `main/features`; nothing else.
 */
export const contract = {
  requests: {
    ...sessionRequests,
    ...agentRequests,
    ...callsRequests,
    ...directoryRequests,
    ...contactsRequests,
    ...recordingRequests,
    ...scriptsRequests,
    ...knowledgeRequests,
    ...bundleRequests,
    ...newsRequests,
    ...qualityRequests,
    ...recordsRequests,
    ...feedbackRequests,
    ...publishingRequests,
    ...searchRequests,
    ...serviceRequestsRequests,
    ...secondLevelRequests,
    ...appointmentsRequests,
    ...attachmentsRequests,
    ...syncRequests,
    ...shiftRequests,
    ...emergenciesRequests,
    ...handoverRequests,
    ...schedulesRequests,
    ...boardRequests,
    ...ownScheduleRequests,
    ...settingsRequests,
    ...soundRequests,
    ...checkRequests,
    ...cacheRequests,
    ...privacyRequests,
    ...demoRequests,
    ...voiceRequests,
  },
  events: {
    'session.changed': nothing,
    'agent.changed': nothing,
    'calls.changed': nothing,
    'directory.changed': nothing,
    /** What the agent is told of the sound of a call; at most once a second. */
    'quality.changed': nothing,
    'contact.changed': z.object({ interactionId: Id }),
    'serviceRequests.changed': z.object({ serviceRequestIds: z.array(Id) }),
    /** The city's word on an hour, or hours that a unit publishes. */
    'appointments.changed': nothing,
    'sync.changed': nothing,
    'knowledge.changed': nothing,
    /** Favourites, recent records and what this agent has read. */
    'records.changed': nothing,
    'feedback.changed': nothing,
    /** What this desk knows of a record that a team lead works on. */
    'publishing.changed': WhichRecord,
    'shift.changed': nothing,
    'handover.changed': nothing,
    /** A team lead declared an emergency to this agent, or it was read. */
    'emergencies.changed': nothing,
    'settings.changed': nothing,
    ...soundEvents,
    'check.changed': nothing,
    'cache.changed': nothing,
    'lock.changed': nothing,
    /** What was copied from a contact has lain in the clipboard long enough. */
    'privacy.clearClipboard': nothing,
    /** Only the voice page hears this one. */
    'voice.execute': VoiceCommand,
  },
} as const

export type ContractRequests = {
  [M in keyof typeof contract.requests]: {
    input: z.infer<(typeof contract.requests)[M]['input']>
    output: z.infer<(typeof contract.requests)[M]['output']>
  }
}
export type RequestName = keyof ContractRequests
export type ContractEvents = { [E in keyof typeof contract.events]: z.infer<(typeof contract.events)[E]> }
export type EventName = keyof ContractEvents

/** Requests that carry the line's truth: a desk page that sends one is refused. */
export const voiceOnly: ReadonlySet<RequestName> = new Set<RequestName>(['voice.hello', 'voice.report'])
/** Events that carry secrets or commands for the voice page alone. */
export const voiceOnlyEvents: ReadonlySet<EventName> = new Set<EventName>(['voice.execute'])
