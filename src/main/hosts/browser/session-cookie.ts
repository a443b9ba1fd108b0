import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Lets one browser in, once: whoever reads the address later (history, process list, terminal) stays outside. */
export interface SessionCookie {
  /** Goes into the opened address; worth nothing after its first use. */
  readonly token: string
  /** The `Set-Cookie` value in exchange for the token; undefined where it is wrong or was used. */
  exchange(token: string): string | undefined
  /** True once a browser came in. */
  readonly used: boolean
  /** True where this `Cookie` header carries our session. */
  admits(header: string | undefined): boolean
}

/** Cookies of 127.0.0.1 are shared by all ports: the port is in the name, so that two desks do not collide. */
export function makeSessionCookie(port: number): SessionCookie {
  const token = secret()
  const session = secret()
  const name = `ventanilla-${port}`
  let used = false
  return {
    token,
    get used() {
      return used
    },
    exchange(offered) {
      if (used || !equals(offered, token)) return undefined
      used = true
      return `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
    admits(header) {
      const pairs = (header ?? '').split(';').map((pair) => pair.trim())
      return pairs.some((pair) => pair.startsWith(`${name}=`) && equals(pair.slice(name.length + 1), session))
    },
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function equals(offered: string, wanted: string): boolean {
  const left = Buffer.from(offered)
  const right = Buffer.from(wanted)
  return left.length === right.length && timingSafeEqual(left, right)
}
