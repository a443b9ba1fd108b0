import type { Clock } from '../clock.ts'
import { createDigest, digestUser } from './digest.ts'
import { parseAddress, userOf } from './sip-address.ts'
import type { SipConnection } from './sip-connection.ts'
import { allHeaders, header, type SipHeader, type SipRequest } from './sip-message.ts'
import { replyTo } from './sip-reply.ts'

/** Where an agent's softphone can be reached. */
export interface Binding {
  readonly contact: string
  readonly connection: SipConnection
  readonly expiresAt: number
}

/** Who is on which line (RFC 3261 §10). The newest binding of an agent wins: the desk that signed in last. */
export interface Registrar {
  /** Answers on the connection itself: 200, or 401, 403 (wrong password), 404 (unknown user). */
  register(request: SipRequest, connection: SipConnection): void
  bindingOf(user: string): Binding | undefined
  userOn(connection: SipConnection): string | undefined
  dropConnection(connection: SipConnection): void
}

const longestExpirySeconds = 3600

/** `changed` is called whenever an agent's line may have come or gone, expiry included. */
export function createRegistrar(options: {
  realm: string
  clock: Clock
  passwordOf: (user: string) => string | undefined
  changed: (user: string) => void
}): Registrar {
  const { clock } = options
  const digest = createDigest(options.realm, () => clock.now())
  const bindings = new Map<string, Binding[]>()

  function live(user: string): Binding[] {
    return (bindings.get(user) ?? []).filter(
      ({ connection, expiresAt }) => connection.open && expiresAt > clock.now(),
    )
  }

  function keep(user: string, kept: Binding[]): void {
    if (kept.length === 0) bindings.delete(user)
    else bindings.set(user, kept)
    options.changed(user)
  }

  /** The verdict on who asks, or the account whose bindings may change. */
  function authorise(request: SipRequest): { user: string } | { status: 401 | 403 | 404; stale?: boolean } {
    const user = userOf(parseAddress(header(request, 'To') ?? '')?.uri ?? '') ?? ''
    const password = options.passwordOf(user)
    if (password === undefined) return { status: 404 }
    const authorization = header(request, 'Authorization')
    if (authorization === undefined) return { status: 401 }
    if (digestUser(authorization) !== user) return { status: 403 }
    const verdict = digest.check(authorization, request.method, password)
    if (verdict === 'right') return { user }
    return verdict === 'stale' ? { status: 401, stale: true } : { status: 403 }
  }

  function bind(user: string, request: SipRequest, connection: SipConnection): void {
    const fallback = header(request, 'Expires')
    let kept = live(user)
    for (const value of allHeaders(request, 'Contact')) {
      if (value.trim() === '*') kept = []
      const contact = parseAddress(value)
      if (!contact || value.trim() === '*') continue
      kept = kept.filter((binding) => binding.contact !== contact.uri)
      const seconds = Math.min(secondsOf(contact.parameters['expires'] ?? fallback), longestExpirySeconds)
      const expiresAt = clock.now() + seconds * 1000
      if (seconds === 0) continue
      kept = [...kept, { contact: contact.uri, connection, expiresAt }]
      clock.after(seconds * 1000 + 1, () => options.changed(user))
    }
    keep(user, kept)
  }

  return {
    register(request, connection) {
      const verdict = authorise(request)
      if ('status' in verdict) {
        const headers: SipHeader[] =
          verdict.status === 401
            ? [{ name: 'WWW-Authenticate', value: digest.challenge(verdict.stale ?? false) }]
            : []
        return connection.send(replyTo(request, verdict.status, { headers }))
      }
      bind(verdict.user, request, connection)
      const headers = live(verdict.user).map(({ contact, expiresAt }) => ({
        name: 'Contact',
        value: `<${contact}>;expires=${Math.round((expiresAt - clock.now()) / 1000)}`,
      }))
      connection.send(replyTo(request, 200, { headers }))
    },
    bindingOf: (user) => live(user).at(-1),
    userOn(connection) {
      for (const user of bindings.keys())
        if (live(user).some((binding) => binding.connection === connection)) return user
      return undefined
    },
    dropConnection(connection) {
      for (const [user, all] of bindings) {
        const kept = all.filter((binding) => binding.connection !== connection)
        if (kept.length < all.length) keep(user, kept)
      }
    },
  }
}

function secondsOf(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : longestExpirySeconds
}
