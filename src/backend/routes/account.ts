import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AccountSignIn, RefreshSession, paths, type Session } from '../../shared/backend-api.ts'
import { DeskError } from '../../shared/errors.ts'
import { checked } from '../http/answers.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import type { BoundSessions, BoundTokens } from '../sign-in/account/bound-sessions.ts'
import type { Issuer } from '../sign-in/account/issuer.ts'
import { accountNonce, checkProof } from '../sign-in/account/proof.ts'
import { readAgent } from '../sign-in/agents.ts'
import { takeSeat } from '../sign-in/seats.ts'
import { readColleagues, type SignInDeps } from './sign-in.ts'

export interface AccountDeps extends Omit<SignInDeps, 'guesses'> {
  issuer: Issuer
  bound: BoundSessions
  /** Attempts from one address. */
  attempts: RateLimit
}

/** Sign-in with the city's own account: who it is says the issuer, which desk it is proves the desk's key. */
export function accountRoutes(app: FastifyInstance, deps: AccountDeps): void {
  const { bound, issuer, log, trail } = deps

  app.route({
    method: 'POST',
    url: paths.accountSession,
    config: { open: true },
    handler: async (request): Promise<Session> => {
      await deps.attempts.spend(request.ip)
      const { idToken, salt, deskId } = checked(AccountSignIn, request.body)
      const key = await checkProof(proofOf(request), { path: paths.accountSession, token: idToken })
      const person = await issuer.check(idToken, accountNonce(key, salt))
      const agent = await readAgent(deps.db, person.agentId)
      if (!agent) {
        await trail.note({ agentId: null, act: 'sign-in', subject: '', outcome: 'refused' })
        throw new DeskError('forbidden', 'This account belongs to nobody who works here.')
      }
      // Before anything is opened: whoever has no telephone account is told so.
      deps.softphoneAccount(agent)
      const tokens = await bound.open(person, key, { text: idToken, until: person.until })
      await trail.note({ agentId: agent.agentId, act: 'sign-in', subject: '', outcome: 'done' })
      if (deskId !== undefined)
        await takeSeat(deps.db, { agentId: agent.agentId, deskId, at: new Date(deps.clock.now()) })
      log.info('signed in with an account', { agentId: agent.agentId, role: person.role ?? agent.role })
      return await sessionOf(deps, tokens)
    },
  })

  app.route({
    method: 'POST',
    url: paths.refreshSession,
    config: { open: true },
    handler: async (request): Promise<Session> => {
      await deps.attempts.spend(request.ip)
      const { refresh } = checked(RefreshSession, request.body)
      const key = await checkProof(proofOf(request), { path: paths.refreshSession, token: refresh })
      const renewed = await bound.renew(refresh, key)
      if (renewed === 'unknown') throw new DeskError('unauthorised', 'Sign in again.')
      if ('stolen' in renewed) {
        // This copy knows at once; the others hear it with the commit.
        deps.sessions.changed()
        await trail.note({ agentId: renewed.stolen, act: 'session.reuse', subject: '', outcome: 'refused' })
        log.error('a refresh token came twice: its session was ended', { agentId: renewed.stolen })
        throw new DeskError('unauthorised', 'This session was ended for safety. Sign in again.')
      }
      return await sessionOf(deps, renewed)
    },
  })
}

async function sessionOf(deps: AccountDeps, tokens: BoundTokens): Promise<Session> {
  const caller = await deps.sessions.find(tokens.token)
  if (!caller) throw new DeskError('unauthorised', 'Sign in again.')
  const { agent } = caller
  return {
    token: tokens.token,
    expiresAt: tokens.expiresAt.toISOString(),
    agent,
    softphone: deps.softphoneAccount(agent),
    colleagues: await readColleagues(deps, agent),
    refresh: { token: tokens.refresh.token, expiresAt: tokens.refresh.expiresAt.toISOString() },
  }
}

const proofOf = (request: FastifyRequest): unknown => request.headers['dpop']
