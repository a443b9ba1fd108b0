import { z } from 'zod'
import { Outcome } from './commands.ts'
import { Agent, Presence } from './domain/agent.ts'
import { Appointment, ReminderChannel } from './domain/appointments/appointment.ts'
import { SlotRule } from './domain/appointments/slot-rule.ts'
import { Article } from './domain/article.ts'
import { CityId, Code, Id, Instant } from './domain/basics.ts'
import { DeskRules } from './domain/desk.ts'
import { Citizen } from './domain/citizen.ts'
import { Area, UnitHours } from './domain/city.ts'
import { ServiceForm } from './domain/cases/service-form.ts'
import { Consultation } from './domain/consultation.ts'
import { Queue, Service, Unit } from './domain/catalogue.ts'
import { Feedback } from './domain/feedback.ts'
import { Handover } from './domain/handover.ts'
import { BreakGrant } from './domain/break-grant.ts'
import { DeclaredEmergency } from './domain/declared-emergency.ts'
import { ExchangeAbilities, QueueCount, RecordingState, Supervision } from './domain/exchange.ts'
import { Interaction } from './domain/interaction.ts'
import { KnownReading } from './domain/publishing/read-receipt.ts'
import { Procedure } from './domain/procedure.ts'
import { Script } from './domain/script.ts'
import { AgentWeek } from './domain/schedules/dated-shift.ts'
import { HeldExchange } from './domain/schedules/exchange.ts'
import { ServiceRequest } from './domain/service-request.ts'
import { Shift } from './domain/shift.ts'
import { Outlook } from './domain/shifts/outlook.ts'
import { Trade } from './domain/shifts/trade.ts'
import { Offers } from './domain/shifts/offers.ts'
import { RuleProfile } from './domain/shifts/rules.ts'

/**
 * What desk and backend say to each other over HTTP, JSON in UTF-8. Every call but `city` and `signIn`
 * carries `Authorization: Bearer <token>`. Errors are `{ code, message }` with the codes of `DeskError`.
 */
export const paths = {
  health: '/v1/health',
  city: '/v1/city',
  session: '/v1/session',
  /** Signs in with what the city's own account service said of the person. */
  accountSession: '/v1/session/account',
  /** A new token for the last of a session's refresh tokens, with a proof by the desk's key. */
  refreshSession: '/v1/session/refresh',
  presence: '/v1/presence',
  /** What the agent does now and since when: see `AgentReport`. */
  agentReport: '/v1/agent-report',
  /** F-DISC's exception, for the agent it was declared to: asked while nothing else comes down. */
  declaredEmergencies: '/v1/declared-emergencies',
  commands: '/v1/commands',
  /** `<attachmentId>`: a file of a case. */
  attachments: '/v1/attachments',
  /** What the exchange can do and how many wait in its queues; team leads. */
  exchange: '/v1/exchange',
  /** `<calls>/<externalCallId>/recording`: read, or paused and resumed. */
  calls: '/v1/calls',
  /** Rings a team lead's telephone to let him hear a call; team leads. */
  supervision: '/v1/supervision',
  changes: '/v1/changes',
  /** Whose number rings: the desk keeps no register of citizens (domain §6.3). */
  caller: '/v1/caller',
  /** Cases that are perhaps the one being written. */
  sameCases: '/v1/same-cases',
  /** `<serviceRequestId>`: one case with its person, for whoever has to do something in it. */
  serviceRequests: '/v1/service-requests',
  /** Who saw which record on a desk. */
  accessLog: '/v1/access-log',
  /** A desk says that it is there and hears its orders. */
  desk: '/v1/desk',
  /** The city's half of a desk's key, for a desk that cannot open its cache. */
  deskShare: '/v1/desk/share',
  deskWiped: '/v1/desk/wiped',
  /** For team leads. */
  desks: '/v1/desks',
  /** Which of these logs are whole; for administrators. */
  accessLogs: '/v1/access-logs',
  feedback: '/v1/feedback',
  /** WebSocket; each text frame `pull` only says that there is something to pull. Token as subprotocol. */
  poke: '/v1/poke',
} as const

/** That it works, and what time it is there: a desk whose clock is wrong dates everything wrong. */
export const HealthView = z.object({ status: z.literal('ok'), at: Instant })

/** Where people of the city sign in: an OpenID Connect issuer, and what the desk is called there. */
export const AccountOffer = z.object({
  issuer: z.url(),
  clientId: z.string().min(1).max(200),
  scope: z.string().min(1).max(400),
})
export type AccountOffer = z.infer<typeof AccountOffer>

/** Who this backend is; `agents` only where the city lets an agent be chosen without a password (the demo). */
export const CityInfo = z.object({
  cityId: CityId,
  name: z.string(),
  signIn: z.enum(['choose', 'password', 'account']),
  /** There where one signs in with the city's account. */
  account: AccountOffer.optional(),
  agents: z.array(Agent),
  timeZone: z.string(),
  currency: z.enum(['USD', 'EUR']),
  country: z.enum(['EC', 'ES']),
  desk: DeskRules.optional(),
  unitHours: UnitHours.optional(),
  areas: z.array(Area).optional(),
  duplicateDays: z.number().int().positive().optional(),
  /** How citizens can be reminded of an appointment here; by a call unless the city says more. */
  remindBy: z.array(ReminderChannel).optional(),
})
export type CityInfo = z.infer<typeof CityInfo>

/** How the voice page reaches the exchange. Highest weight is tried first. */
export const SoftphoneAccount = z.object({
  uri: z.string().min(5),
  authorizationUser: z.string().min(1),
  password: z.string().min(1),
  displayName: z.string(),
  sockets: z
    .array(
      z.object({
        url: z.string().regex(/^wss?:\/\//, 'must be ws:// or wss://'),
        weight: z.number().int().nonnegative().default(0),
      }),
    )
    .min(1),
  iceServers: z
    .array(z.object({ urls: z.string(), username: z.string().optional(), credential: z.string().optional() }))
    .default([]),
  /** What stands before the digits of a conference room on this exchange; absent where it has none. */
  conferencePrefix: z
    .string()
    .regex(/^[A-Za-z0-9*#-]{1,20}$/)
    .optional(),
})
export type SoftphoneAccount = z.infer<typeof SoftphoneAccount>

/** Somebody else who can be called: a name, and what is dialled for it. */
export const Colleague = z.object({ name: z.string(), line: z.string().min(1).max(64) })
export type Colleague = z.infer<typeof Colleague>

export const SignIn = z.object({
  agentId: Code,
  password: z.string().max(200).optional(),
  /** The machine he sits at from now on; his other desks hear it and close themselves. */
  deskId: Id.optional(),
})
export const SignOut = z.object({
  /** Whether he works on at another desk: then the exchange goes on offering him contacts there. */
  elsewhere: z.enum(['yes', 'no']).default('no'),
})
export const Session = z.object({
  token: z.string().min(20),
  expiresAt: Instant,
  agent: Agent,
  softphone: SoftphoneAccount,
  colleagues: z.array(Colleague).max(200).default([]),
  /** Buys the next token, once, and only with the key of the desk that signed in. */
  refresh: z.object({ token: z.string().min(20), expiresAt: Instant }).optional(),
})
export type Session = z.infer<typeof Session>

/**
 * An ID token whose nonce was made of the desk's key and this salt (`accountNonce`). With it comes a proof in the
 * header `DPoP` (RFC 9449), whose `ath` is the SHA-256 of the ID token.
 */
export const AccountSignIn = z.object({
  idToken: z.string().min(20).max(12_000),
  salt: z.string().regex(/^[\w-]{22,86}$/, 'must be base64url'),
  deskId: Id.optional(),
})
/** Comes with a proof whose `ath` is the SHA-256 of this token. */
export const RefreshSession = z.object({ refresh: z.string().min(20).max(200) })

/**
 * What a desk hears when it has told its agent's moment: how the line is with and without him, the colleague found to
 * change functions with, and whether what waited for the shift (F-DISC) can be pulled now.
 */
export const AgentReportAnswer = z.object({
  outlook: Outlook.nullish(),
  trade: Trade.nullish(),
  released: z.boolean().default(false),
})
export type AgentReportAnswer = z.infer<typeof AgentReportAnswer>

/** What the agent chose, and which contacts may be offered in it; without `offers` all of his queues. */
export const SetPresence = z.object({ presence: Presence, offers: Offers.optional() })

export const ExchangeView = z.object({ abilities: ExchangeAbilities, queues: z.array(QueueCount) })
export type ExchangeView = z.infer<typeof ExchangeView>
export const RecordingView = z.object({ state: RecordingState })
export type RecordingView = z.infer<typeof RecordingView>
export const PauseRecording = z.object({ paused: z.boolean() })
export const Supervise = z.object({ agentId: Code, how: Supervision })

export const PushOutcomes = z.object({ outcomes: z.array(Outcome) })

/** What the backend's word about an entity looks like, by entity. `doc: null` means: forget it. */
export const entities = {
  agent: Agent,
  appointment: Appointment,
  article: Article,
  'break-grant': BreakGrant,
  /** That there is a newer bundle of knowledge to ask for; the bundle itself is asked for by each desk. */
  bundle: z.object({ bundleVersion: z.number().int().positive() }),
  citizen: Citizen,
  feedback: Feedback,
  consultation: Consultation,
  'declared-emergency': DeclaredEmergency,
  exchange: HeldExchange,
  handover: Handover,
  interaction: Interaction,
  procedure: Procedure,
  reading: KnownReading,
  queue: Queue,
  rules: RuleProfile,
  'schedule-week': AgentWeek,
  script: Script,
  service: Service,
  'service-form': ServiceForm,
  'service-request': ServiceRequest,
  shift: Shift,
  'slot-rule': SlotRule,
  unit: Unit,
} as const
export type Entity = keyof typeof entities

/** `doc` is checked per entity by the reader, so that one bad record never stops the page it came in. */
export const Change = z.object({
  entity: z.string(),
  id: z.string().min(1).max(80),
  doc: z.unknown(),
})
export type Change = z.infer<typeof Change>

/** Changes since a cursor, oldest first; `more` says whether to ask again at once. */
export const ChangePage = z.object({
  changes: z.array(Change),
  cursor: z.number().int().nonnegative(),
  more: z.boolean(),
})
export type ChangePage = z.infer<typeof ChangePage>

export const BackendError = z.object({ code: z.string(), message: z.string() })
