import { z } from 'zod'
import {
  AccountSignIn,
  AgentReportAnswer,
  ChangePage,
  CityInfo,
  ExchangeView,
  PauseRecording,
  PushOutcomes,
  RecordingView,
  RefreshSession,
  Session,
  SetPresence,
  SignIn,
  SignOut,
  Supervise,
  paths,
} from '../../shared/backend-api.ts'
import { Command } from '../../shared/commands.ts'
import { AccessLogHead, AccessLogPart } from '../../shared/domain/access-log.ts'
import { AskCaller, AskSameCases, CallerAnswer, SameCases } from '../../shared/domain/caller.ts'
import { DeclaredEmergency } from '../../shared/domain/declared-emergency.ts'
import { DeskKnock, DeskOrders, DeskView, WipeReceipt } from '../../shared/domain/desk.ts'
import { Feedback } from '../../shared/domain/feedback.ts'
import { AgentReport } from '../../shared/domain/schedules/live.ts'
import type { DescribedRoutes } from './described.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'

const nothing = z.object({})
const Since = z.object({ after: z.int().nonnegative(), limit: z.int().min(1).max(1000) }).partial()

/** What every desk asks: signing in, commands up, changes down, its machine, its line. */
export const deskRouteDescriptions: DescribedRoutes = {
  [`GET ${paths.city}`]: {
    says: 'Who this backend is, and how one signs in.',
    who: 'anybody',
    reply: CityInfo,
  },
  [`POST ${paths.session}`]: {
    says: 'Signs an agent in by password, or by choice in a demo.',
    who: 'anybody',
    body: SignIn,
    reply: Session,
  },
  [`POST ${paths.accountSession}`]: {
    says: 'Signs in with an ID token of the city’s account service; the desk proves its key in the header DPoP.',
    who: 'anybody',
    body: AccountSignIn,
    reply: Session,
  },
  [`POST ${paths.refreshSession}`]: {
    says: 'Buys the next token with a refresh token, once, with a proof of the desk’s key in the header DPoP.',
    who: 'anybody',
    body: RefreshSession,
    reply: Session,
  },
  [`DELETE ${paths.session}`]: {
    says: 'Signs out: the token is worth nothing from now on.',
    who: 'agent',
    query: SignOut,
    reply: nothing,
  },
  [`PUT ${paths.presence}`]: {
    says: 'Tells what the agent chose to be; the exchange hears it first.',
    who: 'agent',
    body: SetPresence,
    reply: SetPresence.pick({ presence: true }),
  },
  [`PUT ${paths.agentReport}`]: {
    says: 'Tells what the agent does now, and hears how the line is with and without him.',
    who: 'agent',
    body: AgentReport,
    reply: AgentReportAnswer,
  },
  [`GET ${paths.attachments}/:attachmentId`]: {
    says: 'A photograph or document of a case, whole, to be saved; as `{ type, data }` in base64 where JSON is asked for.',
    who: 'agent',
    produces: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
  },
  [`GET ${paths.serviceRequests}/:serviceRequestId`]: {
    says: 'One case between the levels with its person: for who filed it, for its unit, and for anybody once something is owed in it for hours.',
    who: 'agent',
    reply: ServiceRequest,
  },
  [`POST ${paths.commands}`]: {
    says: 'Decides up to 200 commands; the same id sent again hears its first outcome again.',
    who: 'agent',
    body: z.object({ commands: z.array(Command).min(1).max(200) }),
    reply: PushOutcomes,
  },
  [`GET ${paths.changes}`]: {
    says: 'A page of what changed since a cursor, oldest first.',
    who: 'agent',
    query: Since,
    reply: ChangePage,
  },
  [`POST ${paths.caller}`]: {
    says: 'Whose number is on the line: the citizen, the last contacts and cases. Asked once per contact.',
    who: 'agent',
    body: AskCaller,
    reply: CallerAnswer,
  },
  [`POST ${paths.sameCases}`]: {
    says: 'Cases that are perhaps the one being written: same service, same caller or place.',
    who: 'agent',
    body: AskSameCases,
    reply: SameCases,
  },
  [`GET ${paths.poke}`]: {
    says: 'WebSocket; a frame `pull` says that there is something to pull. The token is one of the subprotocols.',
    who: 'agent',
  },
  [`GET ${paths.declaredEmergencies}`]: {
    says: 'Emergencies declared to this agent, also outside of the shift.',
    who: 'agent',
    reply: z.array(DeclaredEmergency),
  },
  [`POST ${paths.accessLog}`]: {
    says: 'Takes in who saw which record on a desk, as a chain of hashes.',
    who: 'agent',
    body: AccessLogPart,
    reply: AccessLogHead,
  },
  [`GET ${paths.accessLogs}`]: {
    says: 'Whether every log as it is kept here is whole, read anew from its first entry; and where a broken one broke.',
    who: 'administrator',
    reply: z.object({
      whole: z.boolean(),
      logs: z.array(
        z.object({
          logId: z.string(),
          deskId: z.string(),
          begunAt: z.iso.datetime(),
          entries: z.int(),
          broken: z.object({ at: z.iso.datetime(), sequence: z.int(), rule: z.string() }).nullable(),
        }),
      ),
    }),
  },
  [`POST ${paths.desk}`]: {
    says: 'A desk says that it is there, and hears the orders of the city.',
    who: 'agent',
    body: DeskKnock,
    reply: DeskOrders,
  },
  [`POST ${paths.deskShare}`]: {
    says: 'A desk whose cache is shut asks for the half of its key that the city lends.',
    who: 'anybody',
    body: DeskKnock,
    reply: DeskOrders,
  },
  [`POST ${paths.deskWiped}`]: {
    says: 'The receipt of a desk that was wiped.',
    who: 'anybody',
    body: WipeReceipt,
    reply: nothing,
  },
  [`GET ${paths.desks}`]: {
    says: 'The machines that agents work at.',
    who: 'team-lead',
    reply: z.object({ desks: z.array(DeskView) }),
  },
  [`POST ${paths.desks}/:deskId/wipe`]: {
    says: 'Orders a desk to be wiped.',
    who: 'team-lead',
    reply: nothing,
  },
  [`GET ${paths.exchange}`]: {
    says: 'What the exchange can do and how many wait in its queues.',
    who: 'team-lead',
    reply: ExchangeView,
  },
  [`GET ${paths.calls}/:externalCallId/recording`]: {
    says: 'Whether a call is being recorded.',
    who: 'agent',
    reply: RecordingView,
  },
  [`PUT ${paths.calls}/:externalCallId/recording`]: {
    says: 'Pauses or resumes the recording of a call.',
    who: 'agent',
    body: PauseRecording,
    reply: RecordingView,
  },
  [`POST ${paths.supervision}`]: {
    says: 'Rings the lead’s telephone to let him hear an agent’s call.',
    who: 'team-lead',
    body: Supervise,
    reply: nothing,
  },
  [`GET ${paths.feedback}`]: { says: 'What agents found wrong.', who: 'team-lead', reply: z.array(Feedback) },
  [`POST ${paths.feedback}/:feedbackId/answer`]: {
    says: 'Answers an agent’s word about a record.',
    who: 'team-lead',
    body: z.object({ words: z.string().min(1).max(1000) }),
    reply: Feedback,
  },
}
