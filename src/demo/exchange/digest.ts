import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { parseParameters } from './sip-address.ts'

/** Digest by RFC 2617 with MD5: the only one JsSIP and most desk phones know. */
export interface Digest {
  challenge(stale: boolean): string
  /** Whether this Authorization header proves the password for a request of `method`. */
  check(authorization: string, method: string, password: string): 'right' | 'wrong' | 'stale'
}

const nonceLifeMs = 600_000

/** Nonces are signed, not remembered: an exchange that restarts asks once more and forgets nothing. */
export function createDigest(realm: string, now: () => number): Digest {
  const secret = randomBytes(32)
  const sign = (time: string) => createHmac('sha256', secret).update(time).digest('hex').slice(0, 32)
  const nonceAge = (nonce: string) => {
    const [time = '', signature = ''] = nonce.split('-')
    return same(signature, sign(time)) ? now() - Number(time) : Infinity
  }
  return {
    challenge(stale) {
      const time = String(now())
      const flag = stale ? ', stale=true' : ''
      return `Digest realm="${realm}", nonce="${time}-${sign(time)}", algorithm=MD5, qop="auth"${flag}`
    },
    check(authorization, method, password) {
      const given = parseParameters(authorization.replace(/^\s*Digest\s+/i, ''), ',')
      const nonce = given['nonce'] ?? ''
      if (nonceAge(nonce) > nonceLifeMs) return 'stale'
      const first = md5(`${given['username'] ?? ''}:${realm}:${password}`)
      const second = md5(`${method}:${given['uri'] ?? ''}`)
      const expected =
        given['qop'] === undefined
          ? md5(`${first}:${nonce}:${second}`)
          : md5(`${first}:${nonce}:${given['nc'] ?? ''}:${given['cnonce'] ?? ''}:${given['qop']}:${second}`)
      return same(given['response'] ?? '', expected) ? 'right' : 'wrong'
    },
  }
}

/** Whom an Authorization header speaks for. */
export function digestUser(authorization: string): string {
  return parseParameters(authorization.replace(/^\s*Digest\s+/i, ''), ',')['username'] ?? ''
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
