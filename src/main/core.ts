import type { Handlers, PageRole } from '../shared/serve.ts'
import type { Port } from '../shared/wire.ts'
import type { DemoCity } from './demo-city.ts'
import type { Policy } from './policy.ts'
import type { Clock, Log, Shell } from './shell.ts'

export interface CoreDeps {
  shell: Shell
  clock: Clock
  log: Log
  policy: Policy
  demo?: DemoCity
}

export interface Core {
  readonly handlers: Handlers
  /** A page at the other end of this port. A second voice page takes over from the first. */
  attach(port: Port, role: PageRole): void
  /** Ends mid-write safely: stops sync, lets the running transaction end, closes the cache. */
  close(): Promise<void>
}

export declare function createCore(deps: CoreDeps): Promise<Core>
