import type { Change, SoftphoneAccount } from '../shared/backend-api.ts'
import type { Agent } from '../shared/domain/agent.ts'
import type { CityId } from '../shared/domain/basics.ts'
import type { ExchangeAdapter } from './exchange/exchange-adapter.ts'
import type { Log } from './log.ts'

/** Where the backend keeps what it knows: embedded for the demo and tests, PostgreSQL for a city. */
export type DatabaseChoice = { kind: 'pglite'; folder?: string } | { kind: 'postgres'; url: string }

export interface BackendOptions {
  cityId: CityId
  packFolder: string
  database: DatabaseChoice
  /** `choose` lets an agent be picked without a password: only for the demo. */
  signIn: 'choose' | 'password'
  /** Loopback unless told otherwise: a proxy that ends TLS stands before it. */
  host?: string
  /** 0 = any free port. */
  port: number
  exchange: ExchangeAdapter
  softphoneAccount: (agent: Agent) => SoftphoneAccount
  /** Sample records of a demo, imported like the pack: only what differs from what is stored. */
  seed?: Change[]
  log: Log
}

export interface RunningBackend {
  readonly url: string
  /** Lets running requests finish, then closes sockets and the database. */
  close(): Promise<void>
}

/** The municipal backend, complete and listening when this resolves. */
export declare function startBackend(options: BackendOptions): Promise<RunningBackend>
