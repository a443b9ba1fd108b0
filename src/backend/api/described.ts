import type { z } from 'zod'

/** What the API document says of one route. */
export interface Described {
  /** One sentence: what asking does. */
  readonly says: string
  /** Who is answered; `anybody` needs no token, though some of these carry a secret of their own. */
  readonly who: 'anybody' | 'agent' | 'team-lead' | 'administrator'
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly reply?: z.ZodType
  /** What the answer is where it is not JSON. */
  readonly produces?: readonly string[]
  /** What the body is where it is not JSON. */
  readonly consumes?: readonly string[]
}

/** Routes by `METHOD /path`, as Fastify spells them. */
export type DescribedRoutes = Readonly<Record<string, Described>>
