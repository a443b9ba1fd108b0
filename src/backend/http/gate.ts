import type { FastifyInstance, FastifyRequest } from 'fastify'
import { paths } from '../../shared/backend-api.ts'
import type { Agent } from '../../shared/domain/agent.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Caller, Sessions } from '../sign-in/sessions.ts'
import type { RateLimit } from './rate-limit.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a token; everything else is closed. */
    open?: boolean
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** No page is served from here: nothing of an answer may be framed, guessed at, kept or lent to another site. */
const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Runs before a body is read, so that a stranger cannot make the backend read one. */
export function guard(
  app: FastifyInstance,
  deps: { sessions: Sessions; perAgent: RateLimit; loopbackOnly: boolean },
): void {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers)
    if (request.headers.origin !== undefined)
      throw new DeskError('forbidden', 'Pages of a browser have no business here.')
    if (deps.loopbackOnly && !isLoopback(request.hostname))
      throw new DeskError('forbidden', 'Without passwords, this backend answers only on this machine.')
    if (request.is404 || request.routeOptions.config.open) return
    const caller = await findCaller(request, deps.sessions)
    if (!caller) throw new DeskError('unauthorised', 'Sign in again.')
    await deps.perAgent.spend(caller.agent.agentId)
    request.caller = caller
  })
}

/** The agent behind a request of a closed route. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new DeskError('unauthorised', 'Sign in again.')
  return request.caller
}

/** The caller of a route that not everybody may use; `forbidden` says which role it takes. */
export function onlyFor(request: FastifyRequest, least: 'team-lead' | 'administrator'): Caller {
  const caller = callerOf(request)
  if (rank[caller.agent.role] < rank[least])
    throw new DeskError(
      'forbidden',
      `This is for the role ${least}; ${caller.agent.agentId} does not have it.`,
    )
  return caller
}

/** Who may do more may do what the others may. */
const rank: Record<Agent['role'], number> = { agent: 0, 'team-lead': 1, administrator: 2 }

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** A browser's WebSocket cannot send headers, so the poke's token comes among the subprotocols. */
async function findCaller(request: FastifyRequest, sessions: Sessions): Promise<Caller | undefined> {
  const offered =
    request.routeOptions.url === paths.poke
      ? (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
      : []
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  const tokens = [bearer, ...offered].filter((token) => token !== undefined && token.length >= 20).slice(0, 2)
  for (const token of tokens) {
    const caller = await sessions.find(token ?? '')
    if (caller) return caller
  }
  return undefined
}
