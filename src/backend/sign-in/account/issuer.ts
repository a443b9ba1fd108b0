import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Agent } from '../../../shared/domain/agent.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { AccountSettings } from './settings.ts'

/** Who an ID token speaks of, in our words. */
export interface Person {
  readonly agentId: string
  /** Undefined where the agent's own record decides. */
  readonly role: Agent['role'] | undefined
  /** When the token is good no longer, epoch ms. */
  readonly until: number
}

export interface Issuer {
  /**
   * Throws `unauthorised` for a token that is not the issuer's, not for this desk or too old, `forbidden` for a
   * person who has no place here, `unavailable` where the issuer's keys cannot be had.
   */
  check(idToken: string, nonce: string): Promise<Person>
}

/** OpenID Connect Discovery 1.0 §4.2, as much of it as is needed. */
const Discovered = z.object({ issuer: z.string(), jwks_uri: z.url() })
/** Public keys only: a shared secret or `none` would let a stranger sign. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
/** The person came from the browser a moment ago; clocks of two servers differ a little. */
const oldest = '10 minutes'
const clockTolerance = 30
const answerWithinMs = 5_000

export function createIssuer(settings: AccountSettings, clock: Clock): Issuer {
  let keys: JWTVerifyGetKey | undefined

  async function findKeys(): Promise<JWTVerifyGetKey> {
    const address = `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const response = await fetch(address, { signal: AbortSignal.timeout(answerWithinMs) })
    const found = Discovered.parse(await response.json())
    if (found.issuer !== settings.issuer) throw new Error('The issuer names itself otherwise.')
    return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: answerWithinMs })
  }

  return {
    async check(idToken, nonce) {
      keys ??= await findKeys().catch((cause: unknown) => {
        throw new DeskError('unavailable', 'The account service does not answer.', { cause })
      })
      const { payload } = await jwtVerify(idToken, keys, {
        issuer: settings.issuer,
        audience: settings.clientId,
        algorithms,
        maxTokenAge: oldest,
        clockTolerance,
        currentDate: new Date(clock.now()),
        requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      }).catch((cause: unknown) => {
        throw isAboutTheToken(cause)
          ? new DeskError('unauthorised', 'The account service did not say this.', { cause })
          : new DeskError('unavailable', 'The account service does not answer.', { cause })
      })
      if (payload['nonce'] !== nonce)
        throw new DeskError('unauthorised', 'This sign-in was begun by another desk.')
      return {
        agentId: agentOf(payload, settings),
        role: roleOf(payload, settings),
        until: (payload.exp ?? 0) * 1000,
      }
    },
  }
}

/** jose wraps what it does not like of a token; a network that fails is a plain error or a time-out. */
function isAboutTheToken(cause: unknown): boolean {
  return (
    cause instanceof errors.JOSEError &&
    !(cause instanceof errors.JWKSTimeout) &&
    cause.code !== errors.JOSEError.code
  )
}

function agentOf(payload: JWTPayload, { agentClaim, agents }: AccountSettings): string {
  const said = payload[agentClaim]
  if (typeof said !== 'string' || said === '')
    throw new DeskError('forbidden', 'The account service does not say who this is.')
  return Object.hasOwn(agents, said) ? (agents[said] ?? said) : said
}

function roleOf(payload: JWTPayload, { roles }: AccountSettings): Agent['role'] | undefined {
  if (!roles) return undefined
  const said = payload[roles.claim]
  const groups = new Set((Array.isArray(said) ? said : [said]).filter((group) => typeof group === 'string'))
  for (const role of ['administrator', 'team-lead', 'agent'] as const)
    if (roles.groups[role]?.some((group) => groups.has(group))) return role
  throw new DeskError('forbidden', 'This account has no role here.')
}
