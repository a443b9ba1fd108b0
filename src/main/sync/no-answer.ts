import type { Unanswered } from '../../shared/contract.ts'
import { DeskError } from '../../shared/errors.ts'

/** Nothing was decided, and in which way: the agent is told in words, and whoever asked tries again. */
export class NoAnswer extends DeskError {
  readonly why: Unanswered
  /** What whoever answered asked for (`Retry-After`, RFC 9110 §10.2.3), ms. */
  readonly afterMs: number | undefined

  constructor(
    why: Unanswered,
    message: string,
    options: ErrorOptions & { afterMs?: number | undefined } = {},
  ) {
    super('unavailable', message, options)
    this.why = why
    this.afterMs = options.afterMs
  }
}

/** No secure connection: what Node and OpenSSL say of a certificate, and of what is no TLS at all. */
const untrusted =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/

/** What a request that brought no answer at all died of. */
export function unanswered(cause: unknown): NoAnswer {
  if (nameOf(cause) === 'TimeoutError')
    return new NoAnswer({ kind: 'too-slow' }, 'The municipal backend did not answer in time.', { cause })
  const code = codeOf(cause)
  if (untrusted.test(code))
    return new NoAnswer({ kind: 'untrusted' }, 'The connection to the municipal backend is not secure.', {
      cause,
    })
  // Taken, and dropped before the last byte: what was sent may have arrived.
  const kind = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|HPE_)/.test(code) ? 'cut-off' : 'no-network'
  return new NoAnswer({ kind }, 'The municipal backend did not answer.', { cause })
}

/** Seconds or a date; undefined where neither is said. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) || ms <= 0 ? undefined : ms
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : ''
}

function codeOf(thrown: unknown): string {
  for (let one = thrown, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++)
    if ('code' in one && typeof one.code === 'string') return one.code
  return ''
}
