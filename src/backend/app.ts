import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import { paths } from '../shared/backend-api.ts'
import { DeskError } from '../shared/errors.ts'
import { sql } from 'kysely'
import { describedRoutes } from './api/index.ts'
import { keepTrail } from './audit/trail.ts'
import { changeChannel } from './database/open.ts'
import { appointmentRoutes } from './appointments/routes.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import { callerRoutes } from './callers/routes.ts'
import { caseRoutes } from './cases/routes.ts'
import { accessLogRoutes } from './desks/access-log.ts'
import { createDesks } from './desks/desks.ts'
import { deskRoutes } from './desks/routes.ts'
import { answerBrokenRequest, answerFailures } from './http/answers.ts'
import { documentApi } from './http/api-document.ts'
import { callerOf, guard } from './http/gate.ts'
import type { RateLimits } from './http/rate-limit.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Press } from './publishing/bundles.ts'
import { open311Routes } from './open311/server/routes.ts'
import type { Open311ServerSettings } from './open311/settings.ts'
import { accountRoutes } from './routes/account.ts'
import { createBoundSessions } from './sign-in/account/bound-sessions.ts'
import { createIssuer } from './sign-in/account/issuer.ts'
import type { AccountSettings } from './sign-in/account/settings.ts'
import { feedbackRoutes } from './routes/feedback.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { publishingRoutes } from './routes/publishing.ts'
import { signInRoutes, type SignInDeps } from './routes/sign-in.ts'
import { boardRoutes } from './routes/board.ts'
import { operatingRoutes } from './routes/operating.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { syncRoutes } from './routes/sync.ts'

export interface AppDeps extends Omit<SignInDeps, 'guesses' | 'trail'> {
  metrics: Metrics
  account?: AccountSettings | undefined
  /** Opens the figures to whoever collects them. */
  metricsToken?: string | undefined
  press: Press
  limits: RateLimits
  /** Without it nothing of the city is shown to other programs. */
  open311Server?: Open311ServerSettings | undefined
}

/** Anything but a batch of commands is small. */
const bodyBytes = 16 * 1024
const arriveWithinMs = 30_000
/**
 * What still runs when the backend is told to end gets this long, more than a statement may take. A connection on
 * which nobody ever asked anything would otherwise hold up the end for good.
 */
const lastRequestsMs = 20_000

/** The HTTP and WebSocket face of the backend. A new channel adds its routes here. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { clock, limits, log, metrics } = deps
  const app = fastify({
    bodyLimit: bodyBytes,
    requestTimeout: arriveWithinMs,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
  })
  answerFailures(app, log)
  await app.register(websocket, {
    options: {
      maxPayload: 1024,
      handleProtocols: (offered: Set<string>) => [...offered][0] ?? false,
    },
    preClose: (done) => {
      deps.pokes.close()
      app.websocketServer.close()
      done()
    },
  })
  guard(app, {
    sessions: deps.sessions,
    perAgent: limits('agent', { capacity: 300, perSecond: 20, lot: 20 }),
    loopbackOnly: deps.signIn === 'choose',
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.routeOptions.url ?? 'unknown'
    const { statusCode: status, elapsedTime: ms } = reply
    metrics.answered({ method, route, status, seconds: ms / 1000 })
    log.info('request', {
      method,
      route,
      status,
      ms: Math.round(ms),
      ...(request.caller ? { agentId: request.caller.agent.agentId } : {}),
    })
  })
  await documentApi(app, describedRoutes)
  const trail = keepTrail(app, deps)
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
    app.server.once(
      'close',
      clock.after(lastRequestsMs, () => app.server.closeAllConnections()),
    )
  })
  // Otherwise the connection of a request that ran while closing began stays open for its keep-alive time.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close')
  })
  operatingRoutes(app, { ...deps, closing: () => closing })
  signInRoutes(app, {
    ...deps,
    trail,
    guesses: {
      perAgent: limits('guess', { capacity: 10, perSecond: 1 / 30 }),
      perAddress: limits('guess-address', { capacity: 100, perSecond: 1 }),
    },
  })
  if (deps.signIn === 'account' && deps.account)
    accountRoutes(app, {
      ...deps,
      trail,
      issuer: createIssuer(deps.account, clock),
      bound: createBoundSessions(deps.db, clock, () => deps.sessions.changed()),
      attempts: limits('account-address', { capacity: 100, perSecond: 5 }),
    })
  syncRoutes(app, deps)
  exchangeRoutes(app, deps)
  accessLogRoutes(app, deps)
  callerRoutes(app, { ...deps, asked: limits('caller', { capacity: 60, perSecond: 0.2 }) })
  caseRoutes(app, { ...deps, trail, asked: limits('case', { capacity: 60, perSecond: 0.2 }) })
  appointmentRoutes(app, { ...deps, trail })
  attachmentRoutes(app, { ...deps, trail })
  feedbackRoutes(app, deps)
  scheduleRoutes(app, deps)
  boardRoutes(app, deps)
  deskRoutes(app, {
    desks: createDesks(deps.db, clock.now),
    log,
    metrics,
    knocks: limits('knock-address', { capacity: 60, perSecond: 0.5 }),
    changed: async () => void (await sql`SELECT pg_notify(${changeChannel}, '')`.execute(deps.db)),
  })
  publishingRoutes(app, deps)
  const { open311Server } = deps
  if (open311Server)
    await app.register((inner) => open311Routes(inner, { ...deps, settings: open311Server }), {
      prefix: '/open311',
    })
  app.route({
    method: 'GET',
    url: paths.poke,
    handler: () => {
      throw new DeskError('invalid-input', 'This address speaks WebSocket.')
    },
    wsHandler: (socket, request) => deps.pokes.add(socket, callerOf(request)),
  })
  return app
}
