import { createHash, randomBytes } from 'node:crypto'
import { Session, paths, type AccountOffer } from '../../shared/backend-api.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Clock, Log } from '../shell.ts'
import type { BackendClient } from '../sync/backend-client.ts'
import type { DeviceKey } from './device-key.ts'
import { listenForAnswer } from './loopback-answer.ts'

/** How a sign-in with the account ended that opened nothing; the screen has words for each. */
export type AccountFailure = 'cancelled' | 'wrong-person' | 'provider-down' | 'backend-absent' | 'failed'

export interface Account {
  /**
   * Sends the person to the city's own sign-in page in the system's browser, and waits. `onAddress` hears where
   * that is, and whether a browser was opened there.
   */
  enter(
    offer: AccountOffer,
    options: { otherPerson: boolean; onAddress: (address: string, opened: boolean) => void },
  ): Promise<Session | AccountFailure>
  /** The person thought better of it. */
  cancel(): void
  /** Throws `unauthorised` where the refresh token is worth nothing, `unavailable` where nobody answered. */
  renew(refresh: string): Promise<Session>
}

export interface AccountDeps {
  backend: Pick<BackendClient, 'ask'>
  backendUrl: string
  deskId: string
  deviceKey: DeviceKey
  openExternal: (address: string) => Promise<boolean>
  /** The issuer that IT pinned; any other is refused, whatever the backend says. */
  issuer: string | undefined
  clock: Clock
  log: Log
}

/** A person may have to find a telephone for a second factor, ms. */
const patienceMs = 5 * 60_000
const answerWithinSeconds = 10
/** Clocks at home are wrong; the backend judges times by its own. */
const clockToleranceSeconds = 24 * 60 * 60

/** Authorization code with PKCE in the system's browser (RFC 6749 §4.1, RFC 7636, RFC 8252). */
export function createAccount(deps: AccountDeps): Account {
  const { backend, backendUrl, deviceKey, clock, log } = deps
  let stop = () => {}

  async function post(path: string, token: string, body: object): Promise<Session> {
    const dpop = await deviceKey.proof({ url: new URL(path, backendUrl).href, token })
    return await backend.ask(undefined, { method: 'POST', path, body, headers: { dpop }, reply: Session })
  }

  async function tokenFor(
    offer: AccountOffer,
    nonce: string,
    options: Parameters<Account['enter']>[1],
  ): Promise<{ idToken: string } | AccountFailure> {
    const openId = await import('openid-client')
    const issuer = new URL(offer.issuer)
    const config = await openId.discovery(
      issuer,
      offer.clientId,
      { [openId.clockTolerance]: clockToleranceSeconds },
      openId.None(),
      {
        timeout: answerWithinSeconds,
        // RFC 8252 §8.3: nothing travels over loopback; any other issuer is reached under TLS.
        ...(issuer.hostname === '127.0.0.1' && { execute: [openId.allowInsecureRequests] }),
      },
    )
    const state = openId.randomState()
    const verifier = openId.randomPKCECodeVerifier()
    const waiting = await listenForAnswer(state)
    try {
      const address = openId.buildAuthorizationUrl(config, {
        redirect_uri: waiting.redirectUri,
        scope: offer.scope,
        code_challenge: await openId.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(options.otherPerson && { prompt: 'login' }),
      }).href
      options.onAddress(address, await deps.openExternal(address))
      const answer = await Promise.race([waiting.answer, stopped()])
      if (answer === 'cancelled') return answer
      const tokens = await openId.authorizationCodeGrant(config, answer, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      return tokens.id_token === undefined ? 'failed' : { idToken: tokens.id_token }
    } catch (error) {
      if (error instanceof openId.AuthorizationResponseError)
        return error.error === 'access_denied' ? 'cancelled' : 'provider-down'
      throw error
    } finally {
      stop = () => {}
      waiting.close()
    }
  }

  function stopped(): Promise<'cancelled'> {
    return new Promise((resolve) => {
      const cancelTimer = clock.after(patienceMs, () => resolve('cancelled'))
      stop = () => {
        cancelTimer()
        resolve('cancelled')
      }
    })
  }

  return {
    async enter(offer, options) {
      if (deps.issuer !== undefined && deps.issuer !== offer.issuer) {
        log.error('the backend names another account service than the policy', { issuer: offer.issuer })
        return 'failed'
      }
      const salt = randomBytes(16).toString('base64url')
      const thumbprint = await deviceKey.thumbprint()
      const nonce = createHash('sha256').update(`${thumbprint}.${salt}`).digest('base64url')
      const answered = await tokenFor(offer, nonce, options).catch((error: unknown) => {
        log.warn('the account service did not sign anybody in', { error: nameOf(error) })
        return 'provider-down' as const
      })
      if (typeof answered === 'string') return answered
      const { idToken } = answered
      return await post(paths.accountSession, idToken, { idToken, salt, deskId: deps.deskId }).catch(
        (error: unknown) => {
          const code = error instanceof DeskError ? error.code : 'internal'
          log.warn('the backend did not take the account', { code })
          if (code === 'forbidden') return 'wrong-person'
          return code === 'unavailable' ? 'backend-absent' : 'failed'
        },
      )
    },
    cancel: () => stop(),
    renew: (refresh) => post(paths.refreshSession, refresh, { refresh }),
  }
}

/** Its kind and not its words: those may hold what was sent. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
