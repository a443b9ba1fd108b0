import { z } from 'zod'
import { CityInfo } from './backend-api.ts'
import { Agent, AgentState, Presence, ReasonCode, Registration } from './domain/agent.ts'
import { Code, Id, Instant } from './domain/basics.ts'
import { Call } from './domain/call.ts'
import { Queue, Service, Unit } from './domain/catalogue.ts'
import { Citizen } from './domain/citizen.ts'
import { Disposition } from './domain/disposition.ts'
import { Interaction, InteractionDraft } from './domain/interaction.ts'
import { Procedure } from './domain/procedure.ts'
import { RunAction } from './domain/script-run.ts'
import { Script } from './domain/script.ts'
import { Delivery, ServiceRequest } from './domain/service-request.ts'
import { Activity } from './domain/shift.ts'
import { Prompt, PromptAnswer, PromptEffect } from './domain/shifts/prompt.ts'
import { RuleIdSchema } from './domain/shifts/rules.ts'
import { DeviceReport, DeviceRole, TelephonyEvent, VoiceCommand } from './domain/telephony.ts'

/**
 * Everything that crosses between pages and core: a request is answered by one handler, an event announces
 * ids and the listener reads again. Add a line here and a handler in `main/features`; nothing else.
 */
const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })
const nothing = z.object({}).strict()
const done = z.null()

/** The agent as the bar on top shows him. */
export const AgentView = z.object({
  state: AgentState,
  since: Instant,
  presence: Presence,
  /** *Al terminar…*: what to become when the contact and its wrap-up are over. */
  next: Presence.nullable(),
  registration: Registration,
  devices: DeviceReport,
})
export type AgentView = z.infer<typeof AgentView>

export const SessionView = z.object({
  signedIn: z.boolean(),
  agent: Agent.nullable(),
  city: CityInfo.nullable(),
  demo: z.boolean(),
  /** Set when the backend cannot be asked: sign-in needs it once, work afterwards does not. */
  backendReachable: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

/** An interaction with what the local cache knows of the caller. */
export const Contact = z.object({
  interaction: Interaction,
  call: Call.nullable(),
  citizen: Citizen.nullable(),
  /** The caller's number as his country writes it, and the same to show while others may see the screen (§6.3). */
  phone: z.object({ written: z.string(), masked: z.string() }),
  /** The last contacts of this citizen or number, newest first, protected ones left out. */
  history: z.array(
    z.object({ interactionId: Id, at: Instant, queue: z.string(), disposition: Disposition.optional() }),
  ),
  requests: z.array(z.object({ request: ServiceRequest, delivery: Delivery, unitName: z.string() })),
  suggestedScriptId: Code.nullable(),
  wrapUpEndsAt: Instant.nullable(),
})
export type Contact = z.infer<typeof Contact>

export const SyncView = z.object({
  pending: z.number().int(),
  rejected: z.array(
    z.object({ commandId: Id, type: z.string(), subject: z.string(), reason: z.string(), issuedAt: Instant }),
  ),
  reachable: z.boolean(),
  lastSyncAt: Instant.nullable(),
  /** Knowledge that came in damaged: which record, which field, which rule. The last good one stays in use. */
  problems: z.array(z.object({ entity: z.string(), id: z.string(), field: z.string(), rule: z.string() })),
})
export type SyncView = z.infer<typeof SyncView>

export const Settings = z.object({
  language: z.enum(['es', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
})
export type Settings = z.infer<typeof Settings>

export const DemoCitizen = z.object({
  key: z.string(),
  name: z.string(),
  number: z.string(),
  reason: z.string(),
})
/** What the demo exchange measured at the citizen's end of a call. */
export const DemoCallReport = z.object({
  externalCallId: z.string(),
  citizenKey: z.string(),
  answered: z.boolean(),
  ended: z.boolean(),
  /** Mean square of the decoded voice of the agent, 0…1; above 1e-6 is sound. */
  heardAgentEnergy: z.number(),
  endedBy: z.enum(['agent', 'citizen', 'exchange', 'none']),
})
export type DemoCallReport = z.infer<typeof DemoCallReport>

export const CallTiming = z.object({
  callId: z.string(),
  interactionId: Id,
  inviteMs: z.number(),
  paintedMs: z.number().nullable(),
  answerPressedMs: z.number().nullable(),
  firstAudioMs: z.number().nullable(),
  inboundEnergy: z.number(),
})
export type CallTiming = z.infer<typeof CallTiming>

/** A card of the shift, with the rule in words: the agent sees why and by what source. */
export const ShiftPrompt = z.object({
  promptId: z.string().max(120),
  ruleId: RuleIdSchema,
  title: z.string(),
  why: z.string(),
  source: z.string(),
  verified: z.boolean(),
  level: Prompt.shape.level,
  effect: PromptEffect,
  opensAt: Instant,
  closesAt: Instant,
  open: z.boolean(),
  accepted: z.boolean(),
  /** What the rule still lets the agent say. */
  answers: z.array(PromptAnswer),
})
export type ShiftPrompt = z.infer<typeof ShiftPrompt>

export const ShiftPrompts = z.object({
  /** Most urgent first. */
  prompts: z.array(ShiftPrompt),
  /** The rest being taken now; `endsAt` null where nobody limits it. */
  resting: z
    .object({ reason: ReasonCode, title: z.string(), startedAt: Instant, endsAt: Instant.nullable() })
    .nullable(),
  breaks: z.object({
    owed: z.number().int(),
    taken: z.number().int(),
    debt: z.number().int(),
    nextAt: Instant.nullable(),
  }),
})
export type ShiftPrompts = z.infer<typeof ShiftPrompts>

/** Everything the desk keeps about the agent's own shift. It is shown to the agent and sent to nobody. */
export const ShiftLedger = z.object({
  profile: z.object({ name: z.string(), version: z.number().int(), reviewedOn: z.string() }),
  effectiveMinutes: z.number(),
  talkMinutes: z.number(),
  /** Share of the last hour in contacts, 0…1; null before there is one. */
  occupancy: z.number().nullable(),
  loadHours: z.number(),
  hardContacts: z.number().int(),
  rests: z.array(
    z.object({
      reason: ReasonCode,
      startedAt: Instant,
      minutes: z.number(),
      hour: z.number().int().nullable(),
    }),
  ),
  breaks: ShiftPrompts.shape.breaks,
  rules: z.array(
    z.object({
      ruleId: RuleIdSchema,
      title: z.string(),
      why: z.string(),
      source: z.string(),
      verified: z.boolean(),
      enabled: z.boolean(),
    }),
  ),
  /** What was written with *Ahora no*; only ever here. */
  postponements: z.array(z.object({ ruleId: RuleIdSchema, at: Instant, reason: z.string() })),
})
export type ShiftLedger = z.infer<typeof ShiftLedger>

const callId = z.object({ callId: z.string() })

export const contract = {
  requests: {
    'session.get': request(nothing, SessionView),
    'session.signIn': request(
      z.object({ agentId: Code, password: z.string().max(200).optional() }),
      SessionView,
    ),
    'session.signOut': request(nothing, done),

    'agent.get': request(nothing, AgentView),
    'agent.setPresence': request(z.object({ presence: Presence }), AgentView),
    'agent.setNext': request(z.object({ presence: Presence.nullable() }), AgentView),
    'devices.choose': request(z.object({ role: DeviceRole, deviceId: z.string().max(200) }), done),
    'devices.openMicrophone': request(nothing, done),
    'line.reconnect': request(nothing, done),

    'calls.list': request(nothing, z.array(Call)),
    /** `pressedAtMs`: epoch ms of the agent's press, for the answer-to-audio figure. */
    'calls.answer': request(callId.extend({ pressedAtMs: z.number() }), done),
    'calls.reject': request(callId, done),
    'calls.hangUp': request(callId, done),
    'calls.hold': request(callId.extend({ held: z.boolean() }), done),
    'calls.mute': request(callId.extend({ muted: z.boolean() }), done),
    'calls.dtmf': request(callId.extend({ tones: z.string().regex(/^[0-9*#A-D]{1,32}$/) }), done),

    /** The contact on the desk now: ringing, talking or waiting for wrap-up; null when idle. */
    'contacts.current': request(nothing, Contact.nullable()),
    'contacts.recent': request(
      nothing,
      z.array(z.object({ interaction: Interaction, citizenName: z.string() })),
    ),
    'contacts.autosave': request(z.object({ interactionId: Id, draft: InteractionDraft }), done),
    /** Ends wrap-up: records the contact and, where the path or the agent says so, creates the case. */
    'contacts.close': request(
      z.object({ interactionId: Id, draft: InteractionDraft }),
      z.object({ serviceRequestId: Id.nullable() }),
    ),
    'contacts.extendWrapUp': request(z.object({ interactionId: Id }), done),
    /** The desk page says when it had drawn the card, for the pop figure. */
    'contacts.painted': request(z.object({ callId: z.string(), paintedAtMs: z.number() }), done),

    'scripts.list': request(
      nothing,
      z.array(
        z.object({
          scriptId: Code,
          title: z.string(),
          version: z.number(),
          publishedOn: z.string(),
          reviewDue: z.string(),
        }),
      ),
    ),
    /** The version a run started on, also when a newer one has arrived. */
    'scripts.get': request(z.object({ scriptId: Code, version: z.number().int().optional() }), Script),
    'scripts.start': request(z.object({ interactionId: Id, scriptId: Code }), Contact),
    'scripts.act': request(z.object({ interactionId: Id, runId: Id, action: RunAction }), Contact),

    'knowledge.search': request(
      z.object({ query: z.string().max(200) }),
      z.array(
        z.object({
          kind: z.enum(['procedure', 'script', 'unit']),
          id: Code,
          title: z.string(),
          snippet: z.string(),
        }),
      ),
    ),
    'knowledge.procedure': request(
      z.object({ procedureId: Code }),
      z.object({ procedure: Procedure, unit: Unit.nullable() }),
    ),
    'knowledge.emergency': request(nothing, z.object({ scripts: z.array(Script), number: z.string() })),
    'catalogue.get': request(
      nothing,
      z.object({ units: z.array(Unit), services: z.array(Service), queues: z.array(Queue) }),
    ),

    'serviceRequests.list': request(
      nothing,
      z.array(z.object({ request: ServiceRequest, delivery: Delivery, unitName: z.string() })),
    ),
    'sync.get': request(nothing, SyncView),
    'sync.now': request(nothing, done),
    'sync.retry': request(z.object({ commandId: Id }), done),
    'sync.discard': request(z.object({ commandId: Id, reason: z.string().min(3).max(300) }), done),

    'shift.today': request(
      nothing,
      z
        .object({ from: z.string(), to: z.string(), activities: z.array(Activity), timeZone: z.string() })
        .nullable(),
    ),
    'shift.prompts': request(nothing, ShiftPrompts),
    /** The reason of a *not now* stays on this desk. */
    'shift.answerPrompt': request(
      z.object({
        promptId: z.string().max(120),
        answer: PromptAnswer,
        reason: z.string().max(300).optional(),
      }),
      ShiftPrompts,
    ),
    'shift.ledger': request(nothing, ShiftLedger),
    /** What only the agent knows: a contact that was hard, a voice that gives out, a yes to overtime. */
    'shift.report': request(z.object({ what: z.enum(['hard-contact', 'hoarse', 'overtime']) }), ShiftPrompts),
    'settings.get': request(nothing, Settings),
    'settings.set': request(Settings, Settings),

    'demo.citizens': request(nothing, z.array(DemoCitizen)),
    'demo.callMe': request(z.object({ key: z.string().max(60) }), z.object({ externalCallId: z.string() })),
    'demo.report': request(
      nothing,
      z.object({ calls: z.array(DemoCallReport), timings: z.array(CallTiming) }),
    ),

    'voice.hello': request(nothing, z.object({ commands: z.array(VoiceCommand) })),
    'voice.report': request(TelephonyEvent, done),
  },
  events: {
    'session.changed': nothing,
    'agent.changed': nothing,
    'calls.changed': nothing,
    'contact.changed': z.object({ interactionId: Id }),
    'serviceRequests.changed': z.object({ serviceRequestIds: z.array(Id) }),
    'sync.changed': nothing,
    'knowledge.changed': nothing,
    'shift.changed': nothing,
    'settings.changed': nothing,
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
