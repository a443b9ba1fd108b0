import { createHmac, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { Agent, Presence } from '../../shared/domain/agent.ts'
import type {
  ExchangeAbilities,
  QueueCount,
  RecordingState,
  Supervision,
} from '../../shared/domain/exchange.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Caller } from '../citizens/caller.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { createCallDesk } from './call-desk.ts'
import type { CallReport } from './citizen-call.ts'
import { conferencePrefix, createCityLines } from './city-lines.ts'
import { createRegistrar } from './registrar.ts'
import { createSipConnection, type SipConnection } from './sip-connection.ts'
import { header, largestMessage, type SipRequest } from './sip-message.ts'
import { allowedMethods, isAnswerable, replyTo } from './sip-reply.ts'
import { tagOf } from './sip-address.ts'

/** The demo city's telephone exchange: registrar, queues, and one voice per waiting citizen. */
export interface Exchange {
  /** `ws://127.0.0.1:<port>` */
  readonly url: string
  /** The line of an agent; opens the account, with the queues he serves. */
  account(agent: Agent): SoftphoneAccount
  /** It keeps no recordings and lets nobody listen in. */
  readonly abilities: ExchangeAbilities
  setPresence(agent: Agent, presence: Presence): Promise<void>
  queues(): Promise<QueueCount[]>
  /** Rings the agent first; once he answers, the citizen of this number picks up. */
  originate(agent: Agent, number: string): Promise<void>
  recording(externalCallId: string): Promise<RecordingState>
  pauseRecording(externalCallId: string, paused: boolean): Promise<RecordingState>
  supervise(lead: Agent, agent: Agent, how: Supervision): Promise<void>
  /** A citizen dials now. */
  call(caller: Caller): { externalCallId: string }
  /** One-way sound, as behind many a home router: lasts until the desk offers a new way. */
  loseWay(externalCallId: string): void
  report(): CallReport[]
  close(): Promise<void>
}

export interface ExchangeOptions {
  /** 0 = any free port; another is given up for a free one when it is taken. */
  port: number
  /** The agents' passwords follow from it; a new one at every start when left out. */
  secret?: string
  clock: Clock
  log: Log
  /** 0…9, the higher is served first. */
  priorityOf: (queue: string) => number
  /** Who can be called by an agent, found by the digits of the number. */
  callers: readonly Caller[]
  /** Telephones of the city's units, as people write them. */
  phones?: readonly string[]
  /** Names that are no numbers: queues and colleagues. */
  names?: readonly string[]
  /** Addresses beside loopback for a browser that offers no loopback candidate. */
  mediaAddresses: readonly string[]
}

/** Never resolves anywhere (RFC 2606): a misconfigured softphone cannot leave the machine. */
const domain = 'exchange.invalid'

/** Listens on loopback only. */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const { log, clock } = options
  const secret = options.secret ?? randomBytes(32).toString('hex')
  const passwordOf = (user: string) => createHmac('sha256', secret).update(user).digest('hex')
  const accounts = new Set<string>()
  const registrar = createRegistrar({
    realm: domain,
    clock,
    passwordOf: (user) => (accounts.has(user) ? passwordOf(user) : undefined),
    changed: (user) => desk.dispatcher.setReachable(user, registrar.bindingOf(user) !== undefined),
  })
  const cityLines = createCityLines(options.phones ?? [], options.names ?? [])
  const desk = createCallDesk({
    ...options,
    cityLines,
    domain,
    bindingOf: (user) => registrar.bindingOf(user),
  })

  const server = await listen(options.port).catch(() => listen(0))
  const connections = new Set<SipConnection>()
  server.on('connection', (socket) => {
    const connection = createSipConnection(socket, log, route)
    connections.add(connection)
    connection.onClose(() => {
      connections.delete(connection)
      registrar.dropConnection(connection)
    })
  })
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`

  function route(request: SipRequest, connection: SipConnection): void {
    if (!isAnswerable(request)) return log.warn('A request without routing headers was dropped.')
    if (request.method === 'REGISTER') return registrar.register(request, connection)
    const leg = desk.legOf(header(request, 'Call-ID') ?? '')
    if (leg) return leg.handle(request, connection)
    if (request.method === 'ACK') return
    if (request.method === 'OPTIONS')
      return connection.send(replyTo(request, 200, { headers: [{ name: 'Allow', value: allowedMethods }] }))
    if (tagOf(header(request, 'To')) !== undefined) return connection.send(replyTo(request, 481))
    const user = registrar.userOn(connection)
    if (user === undefined) return connection.send(replyTo(request, 403))
    if (request.method === 'INVITE') return desk.place(request, connection, user)
    if (request.method === 'MESSAGE') return connection.send(replyTo(request, 200))
    connection.send(replyTo(request, 405, { headers: [{ name: 'Allow', value: allowedMethods }] }))
  }

  return {
    url,
    account(agent) {
      accounts.add(agent.agentId)
      desk.dispatcher.setQueues(agent.agentId, agent.queues)
      return {
        uri: `sip:${agent.agentId}@${domain}`,
        authorizationUser: agent.agentId,
        password: passwordOf(agent.agentId),
        displayName: agent.name,
        sockets: [{ url, weight: 0 }],
        iceServers: [],
        conferencePrefix,
      }
    },
    abilities: { recording: false, supervision: false },
    setPresence({ agentId, queues }, presence) {
      desk.dispatcher.setQueues(agentId, queues)
      desk.dispatcher.setPresence(agentId, presence)
      return Promise.resolve()
    },
    queues: () => Promise.resolve(desk.dispatcher.counts()),
    originate: async ({ agentId }, number) => desk.originate(agentId, number),
    recording: () => Promise.resolve('none'),
    pauseRecording: () => Promise.reject(new DeskError('not-found', 'The demo exchange records nothing.')),
    supervise: () =>
      Promise.reject(new DeskError('conflict', 'The demo exchange lets nobody listen to a call.')),
    call: (caller) => desk.call(caller),
    loseWay: (externalCallId) => desk.loseWay(externalCallId),
    report: () => desk.report(),
    async close() {
      await desk.close()
      for (const connection of connections) connection.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function listen(port: number): Promise<WebSocketServer> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    maxPayload: 2 * largestMessage,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  return server
}
