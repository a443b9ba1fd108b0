import { ulid } from 'ulid'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { quietLog } from '../quiet-host.ts'
import { ChangePage, PushOutcomes, Session, paths, type Change } from '../../../src/shared/backend-api.ts'
import { Manifest, SignedBundle } from '../../../src/shared/domain/publishing/bundle.ts'
import { isPublished } from '../../../src/shared/domain/publishing/record.ts'
import { Documents, publishingPaths } from '../../../src/shared/publishing-api.ts'
import type { Command, Outcome } from '../../../src/shared/commands.ts'
import type { Agent, Presence } from '../../../src/shared/domain/agent.ts'
import type { Interaction } from '../../../src/shared/domain/interaction.ts'
import type { ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import { serveOn, type BackendOptions, type RunningBackend } from '../../../src/backend/backend.ts'
import { pinoLog } from '../../../src/backend/pino-log.ts'
import { newSigningKey } from '../../../src/backend/publishing/signing-key.ts'
import { migrations } from '../../../src/backend/database/migrations/index.ts'
import type { TestDatabase } from './databases.ts'
import { writeSmallPack, type PackFolder } from './small-pack.ts'
import { fakeClock, type FakeClock } from '../fake-clock.ts'

export const start = '2026-11-23T14:00:00.000Z'

/** One key for all worlds of a test: a city keeps its key when its backend starts again. */
export const worldKey = newSigningKey()

/** A backend of the small city with its time, its exchange and its log in the test's hands. */
export interface BackendWorld {
  readonly backend: RunningBackend
  readonly clock: FakeClock
  readonly pack: PackFolder
  readonly presences: { agentId: string; presence: Presence }[]
  readonly logged: string[]
  ask(method: string, path: string, options?: Ask): Promise<Answer>
  signIn(agentId: string, password?: string): Promise<DeskDouble>
  close(): Promise<void>
}
export interface Ask {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}
export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

/** What a desk does with the backend, without a desk. */
export interface DeskDouble {
  readonly token: string
  readonly session: Session
  push(...commands: unknown[]): Promise<Outcome[]>
  pull(after?: number, limit?: number): Promise<ChangePage>
  /** Every page since a cursor, as one list. */
  pullAll(after?: number, limit?: number): Promise<Change[]>
  /** Also of knowledge, which is not among the changes. */
  find(entity: string, id: string): Promise<unknown>
  /** What the newest bundle of this agent holds, unverified. */
  knowledge(): Promise<{ manifest: Manifest; documents: Map<string, Record<string, unknown>> }>
}

/** The world of a suite: on an empty database. */
export async function openWorld(database: TestDatabase): Promise<BackendWorld> {
  await database.reset(migrations)
  return await openWorldBeside(database)
}

/** Another backend, or another start of it, on what is there already. */
export async function openWorldBeside(
  database: TestDatabase,
  options: Partial<Omit<BackendOptions, 'database'>> & { pack?: PackFolder } = {},
): Promise<BackendWorld> {
  const pack = options.pack ?? (await writeSmallPack())
  const clock = fakeClock(start)
  const presences: BackendWorld['presences'] = []
  const logged: string[] = []
  const backend = await serveOn(database.open, {
    cityId: 'quito',
    packFolder: pack.folder,
    signIn: 'choose',
    port: 0,
    exchange: {
      ...logOnlyExchange(quietLog),
      setPresence: ({ agentId }, presence) => Promise.resolve(void presences.push({ agentId, presence })),
    },
    softphoneAccount: accountOf,
    log: pinoLog({ write: (line) => void logged.push(line) }),
    signingKey: worldKey,
    clock,
    ...options,
  })

  async function ask(method: string, path: string, { token, body, headers }: Ask = {}): Promise<Answer> {
    const response = await fetch(backend.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  async function signIn(agentId: string, password?: string): Promise<DeskDouble> {
    const answer = await ask('POST', paths.session, { body: { agentId, password } })
    const session = Session.parse(answer.body)
    const { token } = session
    const desk: DeskDouble = {
      token,
      session,
      push: async (...commands) =>
        PushOutcomes.parse((await ask('POST', paths.commands, { token, body: { commands } })).body).outcomes,
      pull: async (after = 0, limit = 200) =>
        ChangePage.parse(
          (await ask('GET', `${paths.changes}?after=${after}&limit=${limit}`, { token })).body,
        ),
      async pullAll(after = 0, limit = 200) {
        const changes: Change[] = []
        for (let page = await desk.pull(after, limit); ; page = await desk.pull(page.cursor, limit)) {
          changes.push(...page.changes)
          if (!page.more) return changes
        }
      },
      async find(entity, id) {
        if (isPublished(entity)) return (await desk.knowledge()).documents.get(`${entity} ${id}`)
        return (await desk.pullAll()).find((change) => change.entity === entity && change.id === id)?.doc
      },
      async knowledge() {
        const { manifest: signed } = SignedBundle.parse(
          (await ask('GET', publishingPaths.bundle, { token })).body,
        )
        const manifest = Manifest.parse(JSON.parse(signed.text))
        const hashes = manifest.records.map(({ sha256 }) => sha256)
        const { documents } = Documents.parse(
          (await ask('POST', publishingPaths.documents, { token, body: { hashes } })).body,
        )
        const byHash = new Map(documents.map(({ sha256, doc }) => [sha256, doc]))
        return {
          manifest,
          documents: new Map(
            manifest.records.map(({ entity, id, sha256 }) => [`${entity} ${id}`, byHash.get(sha256) ?? {}]),
          ),
        }
      },
    }
    return desk
  }

  return {
    backend,
    clock,
    pack,
    presences,
    logged,
    ask,
    signIn,
    async close() {
      await backend.close()
      if (!options.pack) await pack.remove()
    },
  }
}

function accountOf(agent: Agent) {
  return {
    uri: `sip:${agent.agentId}@exchange.test`,
    authorizationUser: agent.agentId,
    password: 'of-the-exchange',
    displayName: agent.name,
    sockets: [{ url: 'ws://127.0.0.1:9', weight: 0 }],
    iceServers: [],
  }
}

export function serviceRequest(changed: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    serviceRequestId: ulid(),
    serviceCode: 'farola',
    status: 'open',
    requesterName: 'Rosa Quilumba',
    phone: '+593991234567',
    address: 'Av. 10 de Agosto',
    description: 'Farola apagada',
    attributes: {},
    requestedAt: start,
    updatedAt: start,
    ...changed,
  }
}

export function interaction(changed: Partial<Interaction> = {}): Interaction {
  return {
    interactionId: ulid(),
    channel: 'phone',
    direction: 'inbound',
    agentId: 'ana',
    number: '+593991234567',
    displayName: 'Rosa Quilumba',
    queue: 'general',
    externalCallId: 'call-1',
    ivr: { topic: 'general' },
    offeredAt: start,
    closedAt: start,
    state: 'closed',
    draft: {
      notes: 'Vive sola',
      callerName: 'Rosa Quilumba',
      callbackNumber: '+593991234567',
      address: 'Av. 10 de Agosto',
      description: '',
      disposition: 'INF',
    },
    runs: [],
    serviceRequestIds: [],
    ...changed,
  }
}

export function create(request: ServiceRequest, changed: Partial<Command> = {}): Command {
  return {
    commandId: ulid(),
    subject: `service-request ${request.serviceRequestId}`,
    issuedAt: start,
    agentId: 'ana',
    type: 'serviceRequest.create',
    payload: { request },
    ...changed,
  } as Command
}

export function record(contact: Interaction, changed: Partial<Command> = {}): Command {
  return {
    commandId: ulid(),
    subject: `interaction ${contact.interactionId}`,
    issuedAt: start,
    agentId: 'ana',
    type: 'interaction.record',
    payload: { interaction: contact },
    ...changed,
  } as Command
}
