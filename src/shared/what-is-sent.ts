import { z } from 'zod'
import { AskHold, FindAppointments, ReminderDone } from './appointments-api.ts'
import { AccountSignIn, PauseRecording, RefreshSession, SetPresence, SignIn } from './backend-api.ts'
import { AccessLogPart } from './domain/access-log.ts'
import { SlotRule } from './domain/appointments/slot-rule.ts'
import { AskCaller, AskSameCases } from './domain/caller.ts'
import { DeskKnock, WipeReceipt } from './domain/desk.ts'
import { AgentReport } from './domain/schedules/live.ts'
import { Command, type CommandType } from './commands.ts'
import { AskDocuments, BundleReceipt } from './publishing-api.ts'

/** Why a field leaves the desk; the screen *Qué se mide sobre mí* has a sentence for each. */
export const Purpose = z.enum([
  'who',
  'state',
  'function',
  'rotation',
  'breaks',
  'overload',
  'contact-times',
  'contact-result',
  'contact-words',
  'script-way',
  'case',
  'schedule',
  'handover',
  'looked-at',
  'news-read',
  'knowledge',
  'recording',
  'line-quality',
  'order',
  'unexplained',
])
export type Purpose = z.infer<typeof Purpose>

export const SentField = z.object({ message: z.string(), path: z.string(), purpose: Purpose })
export type SentField = z.infer<typeof SentField>

/** One purpose for everything below a field, or one for each; what speaks of the agent is told field by field. */
type Explained = Purpose | { readonly [field: string]: Explained }

const envelope = {
  type: 'order',
  commandId: 'order',
  subject: 'order',
  issuedAt: 'order',
  agentId: 'who',
} as const

const interaction: Explained = {
  interactionId: 'order',
  agentId: 'who',
  channel: 'contact-result',
  direction: 'contact-result',
  queue: 'contact-result',
  state: 'contact-result',
  endCause: 'contact-result',
  activeRunId: 'script-way',
  offeredAt: 'contact-times',
  answeredAt: 'contact-times',
  endedAt: 'contact-times',
  closedAt: 'contact-times',
  escalations: {
    kind: 'contact-result',
    id: 'contact-result',
    version: 'contact-result',
    at: 'contact-times',
  },
  draft: 'contact-words',
  runs: 'script-way',
  citizenId: 'case',
  number: 'case',
  displayName: 'case',
  externalCallId: 'order',
  ivr: 'case',
  serviceRequestIds: 'case',
  attachments: 'case',
}

/** What is said without a command: each is one request of the desk, whoever sits at it. */
const asked = {
  'session.signIn': SignIn,
  'session.account': AccountSignIn,
  'session.refresh': RefreshSession,
  'presence.set': SetPresence,
  'agent.report': AgentReport,
  'access.log': AccessLogPart,
  'desk.knock': DeskKnock,
  'desk.share': DeskKnock.omit({ outbox: true }),
  'desk.wiped': WipeReceipt,
  'recording.pause': PauseRecording,
  'appointment.hold': AskHold,
  'appointment.find': FindAppointments,
  'appointment.publish': SlotRule,
  'reminder.done': ReminderDone,
  'knowledge.ask': AskDocuments,
  'knowledge.installed': BundleReceipt,
  'caller.ask': AskCaller,
  'sameCases.ask': AskSameCases,
} as const

const explained: Readonly<Partial<Record<keyof typeof asked | CommandType, Explained>>> = {
  'session.signIn': { agentId: 'who', password: 'who', deskId: 'order' },
  'session.account': { idToken: 'who', salt: 'order', deskId: 'order' },
  'session.refresh': { refresh: 'who' },
  'desk.share': { deskId: 'order', credential: 'order' },
  'desk.wiped': {
    deskId: 'order',
    credential: 'order',
    keyDestroyedAt: 'order',
    filesDestroyedAt: 'order',
    files: 'order',
    unsent: 'order',
  },
  'recording.pause': { paused: 'recording' },
  'appointment.hold': { appointmentId: 'case', slotId: 'case' },
  'appointment.find': { number: 'case', phone: 'case' },
  'appointment.publish': 'case',
  'reminder.done': { result: 'case' },
  'knowledge.ask': { hashes: 'knowledge' },
  'knowledge.installed': { bundleVersion: 'knowledge', refusal: 'knowledge' },
  'presence.set': { presence: 'state', offers: 'function' },
  'desk.knock': { deskId: 'order', credential: 'order', outbox: 'order' },
  'access.log': {
    deskId: 'order',
    entries: {
      logId: 'order',
      sequence: 'order',
      at: 'looked-at',
      agentId: 'who',
      action: 'looked-at',
      entity: 'looked-at',
      record: 'looked-at',
      reason: 'looked-at',
      result: 'looked-at',
      previous: 'order',
      hash: 'order',
    },
  },
  'breaks.record': {
    ...envelope,
    payload: {
      breaks: {
        agentId: 'who',
        day: 'breaks',
        owed: 'breaks',
        taken: 'breaks',
        debt: 'breaks',
        nextAt: 'breaks',
        toldAt: 'order',
      },
    },
  },
  'caller.ask': { number: 'case' },
  'sameCases.ask': 'case',
  'citizen.speak': { ...envelope, payload: 'case' },
  'interaction.record': { ...envelope, payload: { interaction } },
  'schedule.answer': { ...envelope, payload: 'schedule' },
  'exchange.ask': { ...envelope, payload: 'schedule' },
  'exchange.answer': { ...envelope, payload: 'schedule' },
  'knowledge.read': {
    ...envelope,
    payload: { entity: 'news-read', id: 'news-read', version: 'news-read' },
  },
  'feedback.give': { ...envelope, payload: 'contact-words' },
  'emergency.read': { ...envelope, payload: { emergencyId: 'order' } },
  'handover.leave': { ...envelope, payload: 'handover' },
  'handover.take': { ...envelope, payload: 'handover' },
  'quality.record': {
    ...envelope,
    payload: {
      quality: {
        callQualityId: 'order',
        agentId: 'who',
        interactionId: 'order',
        direction: 'contact-result',
        part: 'contact-result',
        endCause: 'contact-result',
        startedAt: 'contact-times',
        endedAt: 'contact-times',
        codec: 'line-quality',
        candidate: 'line-quality',
        measuredSeconds: 'line-quality',
        mos: 'line-quality',
        lossPct: 'line-quality',
        jitterMs: 'line-quality',
        roundTripMs: 'line-quality',
        concealedPct: 'line-quality',
        heardDbov: 'line-quality',
        spokenDbov: 'line-quality',
        alarms: 'line-quality',
        faults: 'line-quality',
        repairs: 'line-quality',
        restarts: 'line-quality',
        setUp: 'line-quality',
      },
    },
  },
  'serviceRequest.create': { ...envelope, payload: 'case' },
  'appointment.step': { ...envelope, payload: 'case' },
  'attachment.part': { ...envelope, payload: 'case' },
  'attachment.remove': { ...envelope, payload: 'case' },
  'delivery.decide': { ...envelope, payload: 'case' },
  'command.discard': { ...envelope, payload: 'case' },
  'serviceRequest.step': { ...envelope, payload: 'case' },
  'agent.report': {
    state: 'state',
    since: 'state',
    reason: 'state',
    resting: 'breaks',
    onPrompt: 'breaks',
    disconnected: 'schedule',
    nextBreak: 'breaks',
    overloaded: 'overload',
    rotation: {
      work: 'function',
      until: 'schedule',
      leaves: 'rotation',
      takes: 'rotation',
      voiceShare: 'rotation',
      load: 'rotation',
      priority: 'rotation',
      volunteer: 'rotation',
    },
    trade: { tradeId: 'order', yes: 'rotation' },
  },
}

/**
 * Every field that this desk can send of an agent, read from the schemas that check what is sent; `unexplained`
 * where nobody has said yet what a field is for.
 */
export function sentFields(): SentField[] {
  const messages: readonly (readonly [string, z.ZodType])[] = [
    ...Object.entries<z.ZodType>(asked),
    ...Command.options.map((option) => [option.shape.type.value, option] as const),
  ]
  return messages.flatMap(([message, schema]) => {
    const paths = new Set(leavesOf(schema, []).map((path) => path.join('.')))
    return [...paths].map((path) => ({ message, path, purpose: purposeOf(message, path) }))
  })
}

function purposeOf(message: string, path: string): Purpose {
  let found: Explained | undefined = Object.hasOwn(explained, message)
    ? explained[message as keyof typeof explained]
    : undefined
  for (const field of path.split('.')) if (typeof found === 'object') found = found[field]
  return typeof found === 'string' ? found : 'unexplained'
}

/** Names of the fields down to the single values; elements of a list and values of a map carry its name. */
function leavesOf(schema: z.core.$ZodType, path: readonly string[]): string[][] {
  if (schema instanceof z.ZodObject)
    return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([field, inner]) =>
      leavesOf(inner, [...path, field]),
    )
  if (schema instanceof z.ZodArray) return leavesOf(schema.element, path)
  if (schema instanceof z.ZodRecord) return leavesOf(schema.valueType, path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => leavesOf(option, path))
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return leavesOf(schema.unwrap(), path)
  return [[...path]]
}
