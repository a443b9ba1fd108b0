import type { z } from 'zod'
import type { Change, CityInfo, Session, SetPresence } from '../../src/shared/backend-api.ts'
import type { Command, Outcome } from '../../src/shared/commands.ts'
import type { Agent, Presence } from '../../src/shared/domain/agent.ts'
import { AskCaller, AskSameCases, SameCase } from '../../src/shared/domain/caller.ts'
import { perhapsTheSame } from '../../src/shared/domain/cases/duplicates.ts'
import { Citizen } from '../../src/shared/domain/citizen.ts'
import { Interaction } from '../../src/shared/domain/interaction.ts'
import { normalisePhone } from '../../src/shared/domain/phone-number.ts'
import { isProtected } from '../../src/shared/domain/protected-outcome.ts'
import { ServiceRequest } from '../../src/shared/domain/service-request.ts'
import { withoutRequester } from '../../src/shared/domain/without-person.ts'
import { AccessLogPart } from '../../src/shared/domain/access-log.ts'
import { DeskError, type DeskErrorCode } from '../../src/shared/errors.ts'
import { isPublished, type KnowledgeRecord } from '../../src/shared/domain/publishing/record.ts'
import { AskDocuments, BundleReceipt, publishingPaths } from '../../src/shared/publishing-api.ts'
import { signKnowledge, type SignedKnowledge } from './signed-knowledge.ts'
import type { BackendClient } from '../../src/main/sync/backend-client.ts'

/** A backend one can read: what it was told, and switches for everything that goes wrong on the way. */
export interface FakeBackend extends BackendClient {
  readonly applied: Command[]
  readonly presences: Presence[]
  /** Whatever else it was sent, as it stood on the wire. */
  readonly asked: { method: string; path: string; body: unknown }[]
  /** The same with what may be offered in them. */
  readonly told: z.infer<typeof SetPresence>[]
  /** What the next sign-in says of the agent beside his name. */
  signedIn: Partial<Agent>
  changesSince: Change[]
  /** What the desk said about the bundles it was offered. */
  readonly receipts: BundleReceipt[]
  /** Every call fails so. */
  failing: DeskErrorCode | undefined
  /** Commands are applied, but the answer gets lost. */
  loseReplies: boolean
  rejectNext: string | undefined
  /** What `ask` answers, by `METHOD path`; anything else is not found. */
  answers: Map<string, (body: unknown) => unknown>
  poke(): void
}

export const quito: CityInfo = {
  cityId: 'quito',
  name: 'Quito',
  signIn: 'choose',
  agents: [{ agentId: 'ana', name: 'Ana Toapanta', role: 'agent', queues: ['general'] }],
  timeZone: 'America/Guayaquil',
  currency: 'USD',
  country: 'EC',
}

export const anaSession: Session = {
  token: 'token-of-ana-0123456789',
  colleagues: [{ name: 'Luis Caiza', line: '1002' }],
  expiresAt: '2026-11-24T02:00:00.000Z',
  agent: { agentId: 'ana', name: 'Ana Toapanta', role: 'agent', queues: ['general'] },
  softphone: {
    uri: 'sip:ana@quito.test',
    authorizationUser: 'ana',
    password: 'secret',
    displayName: 'Ana Toapanta',
    sockets: [{ url: 'ws://127.0.0.1:1', weight: 0 }],
    conferencePrefix: 'conf-',
    iceServers: [],
  },
}

export function fakeBackend(): FakeBackend {
  const outcomes = new Map<string, Outcome>()
  let pokes: (() => void)[] = []
  const answer = <T>(work: () => T): Promise<T> =>
    backend.failing === undefined
      ? Promise.resolve().then(work)
      : Promise.reject(new DeskError(backend.failing, 'The test says so.'))

  function apply(command: Command): Outcome {
    const first = outcomes.get(command.commandId)
    if (first) return first
    const outcome: Outcome =
      backend.rejectNext === undefined
        ? { commandId: command.commandId, status: 'accepted' }
        : { commandId: command.commandId, status: 'rejected', reason: backend.rejectNext }
    backend.rejectNext = undefined
    outcomes.set(command.commandId, outcome)
    if (outcome.status === 'accepted') backend.applied.push(command)
    return outcome
  }

  /** Knowledge among `changesSince` reaches the desk as a city sends it: in a signed bundle. */
  function knowledge(): SignedKnowledge {
    const standing = new Map<string, KnowledgeRecord>()
    for (const { entity, id, doc } of backend.changesSince)
      if (isPublished(entity)) {
        standing.delete(`${entity} ${id}`)
        if (doc !== null) standing.set(`${entity} ${id}`, { entity, id, doc: doc as Record<string, unknown> })
      }
    return signKnowledge([...standing.values()], { bundleVersion: backend.changesSince.length })
  }
  const knowledgeAnswers: Record<string, (body: unknown) => unknown> = {
    [publishingPaths.bundle]: () => knowledge().bundle,
    [publishingPaths.documents]: (body) => ({
      documents: knowledge().documents.filter(({ sha256 }) =>
        AskDocuments.parse(body).hashes.includes(sha256),
      ),
    }),
    [publishingPaths.installed]: (body) => void backend.receipts.push(BundleReceipt.parse(body)),
  }

  const backend: FakeBackend = {
    receipts: [],
    applied: [],
    presences: [],
    asked: [],
    told: [],
    signedIn: {},
    changesSince: [],
    failing: undefined,
    loseReplies: false,
    rejectNext: undefined,
    answers: new Map<string, (body: unknown) => unknown>([
      ['POST /v1/access-log', takeAccessLog],
      ['POST /v1/desk', () => ({ wipe: false, share: null })],
      ['POST /v1/caller', (body) => whoCalls(backend.changesSince, AskCaller.parse(body).number)],
      ['POST /v1/same-cases', (body) => sameCases(backend.changesSince, AskSameCases.parse(body))],
    ]),
    poke: () => pokes.forEach((tell) => tell()),
    city: () => answer(() => quito),
    signIn: () => answer(() => ({ ...anaSession, agent: { ...anaSession.agent, ...backend.signedIn } })),
    signOut: () => answer(() => undefined),
    setPresence: (_token, told) =>
      answer(() => {
        backend.presences.push(told.presence)
        backend.told.push(told)
      }),
    push: (_token, commands) =>
      answer(() => {
        const replies = commands.map(apply)
        if (backend.loseReplies) throw new DeskError('unavailable', 'The answer got lost.')
        return replies
      }),
    changes: (_token, after) =>
      answer(() => {
        const fresh = backend.changesSince.slice(after)
        const signed = fresh.some(({ entity }) => isPublished(entity))
        const doc = { bundleVersion: backend.changesSince.length }
        return {
          changes: [
            ...fresh.filter(({ entity }) => !isPublished(entity)),
            ...(signed ? [{ entity: 'bundle', id: 'current', doc }] : []),
          ],
          cursor: backend.changesSince.length,
          more: false,
        }
      }),
    ask: (_token, { method, path, body, reply }) =>
      answer(() => {
        if (body !== undefined) backend.asked.push({ method, path, body: JSON.parse(JSON.stringify(body)) })
        const found = backend.answers.get(`${method} ${path}`) ?? knowledgeAnswers[path]
        if (!found) throw new DeskError('not-found', `The fake backend has no ${method} ${path}.`)
        return reply.parse(found(body))
      }),
    clockOffByMs: () => undefined,
    listen(_token, _clock, onPoke) {
      pokes.push(onPoke)
      return { close: () => (pokes = pokes.filter((one) => one !== onPoke)) }
    },
  }
  return backend
}

/** The city knows everybody it ever told of. */
function whoCalls(changes: readonly Change[], number: string): unknown {
  const docs = (entity: string) =>
    changes.filter((change) => change.entity === entity && change.doc !== null).map(({ doc }) => doc)
  const citizen = docs('citizen')
    .map((doc) => Citizen.parse(doc))
    .findLast(({ phones }) => phones.some((phone) => normalisePhone(phone, 'EC') === number))
  const isTheirs = (citizenId: string | undefined) =>
    citizenId !== undefined && citizenId === citizen?.citizenId
  const history = docs('interaction')
    .map((doc) => Interaction.parse(doc))
    .filter(({ citizenId, draft }) => isTheirs(citizenId) && !isProtected(draft.disposition))
    .map(({ interactionId, offeredAt: at, queue, draft: { disposition } }) => ({
      interactionId,
      at,
      queue,
      disposition,
    }))
  const requests = docs('service-request')
    .map((doc) => ServiceRequest.parse(doc))
    .filter(({ citizenId, phone }) => isTheirs(citizenId) || phone === number)
    .map(withoutRequester)
  return { citizen: citizen ?? null, history, requests }
}

function sameCases(
  changes: readonly Change[],
  { number, ...written }: z.infer<typeof AskSameCases>,
): SameCase[] {
  const cases = changes
    .filter(({ entity }) => entity === 'service-request')
    .map(({ doc }) => ServiceRequest.parse(doc))
  const [newest] = cases.map(({ requestedAt }) => Date.parse(requestedAt)).toSorted((a, b) => b - a)
  return perhapsTheSame({ ...written, phone: number }, cases, { now: newest ?? 0, days: 30 }).map((request) =>
    SameCase.parse(request),
  )
}

/** As a backend that has everything it was sent. */
function takeAccessLog(body: unknown): { sequence: number } {
  return { sequence: AccessLogPart.parse(body).entries.at(-1)?.sequence ?? 0 }
}
