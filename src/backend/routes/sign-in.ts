import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import {
  CityInfo,
  type AccountOffer,
  type Colleague,
  type Session,
  SetPresence,
  SignIn,
  SignOut,
  paths,
  type SoftphoneAccount,
} from '../../shared/backend-api.ts'
import type { Agent, Presence } from '../../shared/domain/agent.ts'
import { Queue } from '../../shared/domain/catalogue.ts'
import { servedQueues, type Offers } from '../../shared/domain/shifts/offers.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Trail } from '../audit/trail.ts'
import { readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import type { ExchangeAdapter } from '../exchange/exchange-adapter.ts'
import { checked } from '../http/answers.ts'
import { callerOf } from '../http/gate.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { faultFacts, type Log } from '../log.ts'
import type { Pokes } from '../poke/pokes.ts'
import { signedOutReport, storeReport } from '../schedules/agent-reports.ts'
import { readAgent, readAgents } from '../sign-in/agents.ts'
import { passwordMatches, readPasswordHash } from '../sign-in/passwords.ts'
import { takeSeat } from '../sign-in/seats.ts'
import type { Sessions } from '../sign-in/sessions.ts'

export interface SignInDeps {
  db: Kysely<Database>
  signIn: 'choose' | 'password' | 'account'
  account?: AccountOffer | undefined
  sessions: Sessions
  exchange: ExchangeAdapter
  softphoneAccount: (agent: Agent) => SoftphoneAccount
  pokes: Pokes
  clock: Clock
  log: Log
  trail: Trail
  /** Guesses at one agent from one address, and all guesses from one address. */
  guesses: { perAgent: RateLimit; perAddress: RateLimit }
}

/** Who the city is, who sits at the desk, and what he chose to be. */
export function signInRoutes(app: FastifyInstance, deps: SignInDeps): void {
  app.route({
    method: 'GET',
    url: paths.city,
    config: { open: true },
    handler: async () => {
      const city = await readCity(deps.db)
      const agents = deps.signIn === 'choose' ? await readAgents(deps.db) : []
      const account = deps.signIn === 'account' ? deps.account : undefined
      return CityInfo.parse({
        ...city,
        remindBy: city.appointments?.remindBy,
        signIn: deps.signIn,
        agents,
        ...(account && { account }),
      })
    },
  })

  app.route({
    method: 'POST',
    url: paths.session,
    config: { open: true },
    handler: async (request): Promise<Session> => {
      const asked = checked(SignIn, request.body)
      const guess = `${asked.agentId} ${request.ip}`
      await deps.guesses.perAddress.spend(request.ip)
      await deps.guesses.perAgent.spend(guess)
      const agent = await admit(deps, asked)
      await deps.guesses.perAgent.restore(guess)
      const softphone = deps.softphoneAccount(agent)
      const { token, expiresAt } = await deps.sessions.open(agent.agentId)
      await deps.trail.note({ agentId: agent.agentId, act: 'sign-in', subject: '', outcome: 'done' })
      if (asked.deskId !== undefined)
        await takeSeat(deps.db, {
          agentId: agent.agentId,
          deskId: asked.deskId,
          at: new Date(deps.clock.now()),
        })
      deps.log.info('signed in', { agentId: agent.agentId })
      const colleagues = await readColleagues(deps, agent)
      return { token, expiresAt: expiresAt.toISOString(), agent, softphone, colleagues }
    },
  })

  app.route({
    method: 'DELETE',
    url: paths.session,
    handler: async (request) => {
      const { agent, tokenHash } = callerOf(request)
      const { elsewhere } = checked(SignOut, request.query)
      await deps.sessions.close(tokenHash)
      deps.pokes.closeSession(tokenHash)
      // Whoever moved to another desk is at work there: neither exchange nor board hears an end of it.
      if (elsewhere === 'yes') return {}
      await setPresence(deps, agent, { kind: 'signed-out' }).catch((fault: unknown) =>
        deps.log.warn('the exchange was not told of a sign-out', {
          agentId: agent.agentId,
          ...faultFacts(fault),
        }),
      )
      await storeReport(deps.db, agent.agentId, signedOutReport(deps.clock.now()), new Date(deps.clock.now()))
      deps.log.info('signed out', { agentId: agent.agentId })
      return {}
    },
  })

  app.route({
    method: 'PUT',
    url: paths.presence,
    handler: async (request): Promise<{ presence: Presence }> => {
      const { presence, offers } = checked(SetPresence, request.body)
      const { agent } = callerOf(request)
      const served = offers ? await withOffers(deps.db, agent, offers) : agent
      await setPresence(deps, served, presence).catch((cause: unknown) => {
        throw new DeskError('unavailable', 'The exchange did not take the presence. Try again.', { cause })
      })
      return { presence }
    },
  })
}

/** One failure for everything: an unknown agent, one without a password and a wrong password look and last alike. */
async function admit(deps: SignInDeps, asked: SignInRequest): Promise<Agent> {
  const agent = await readAgent(deps.db, asked.agentId)
  const admitted =
    deps.signIn === 'choose' ||
    (deps.signIn === 'password' &&
      (await passwordMatches(asked.password ?? '', await readPasswordHash(deps.db, asked.agentId))))
  if (agent && admitted) return agent
  // Whoever is nobody here may have typed anything: a citizen's name, or a password.
  await deps.trail.note({ agentId: agent?.agentId ?? null, act: 'sign-in', subject: '', outcome: 'refused' })
  deps.log.warn('sign-in refused')
  throw new DeskError('unauthorised', 'Agent or password is not right.')
}

/** The agent with only those queues that rotation and care leave him now. */
async function withOffers(db: Kysely<Database>, agent: Agent, offers: Offers): Promise<Agent> {
  const queues = await readRecords(db, 'queue', agent.queues)
  const priorityOf = (queueId: string) => Queue.safeParse(queues.get(queueId)).data?.priority ?? 0
  return { ...agent, queues: servedQueues(agent.queues, offers, priorityOf) }
}

/** The exchange first: a presence that it did not take would promise contacts that never come. */
async function setPresence(deps: SignInDeps, agent: Agent, presence: Presence): Promise<void> {
  await deps.exchange.setPresence(agent, presence)
  const now = new Date(deps.clock.now())
  const stored = { presence: JSON.stringify(presence), changed_at: now, seen_at: now, missing: 'no' as const }
  await deps.db
    .insertInto('presences')
    .values({ agent_id: agent.agentId, ...stored })
    .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(stored))
    .execute()
}

type SignInRequest = { agentId: string; password?: string | undefined }

/** More than anybody reads; whoever is further down is found by number. */
const mostColleagues = 200

/** Everybody else who has a line: an agent without an account cannot be called and is left out. */
export async function readColleagues(
  deps: Pick<SignInDeps, 'db' | 'softphoneAccount'>,
  own: Agent,
): Promise<Colleague[]> {
  const agents = await readAgents(deps.db)
  return agents
    .filter(({ agentId }) => agentId !== own.agentId)
    .slice(0, mostColleagues)
    .flatMap((agent) => {
      try {
        return [{ name: agent.name, line: lineOf(deps.softphoneAccount(agent)) }]
      } catch {
        return []
      }
    })
}

/** The user part of the address is what others dial. */
const lineOf = ({ uri }: SoftphoneAccount) => uri.replace(/^sips?:/i, '').replace(/@.*$/, '')
