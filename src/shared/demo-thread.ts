import type { z } from 'zod'
import type { DemoCallReport, DemoCitizen } from './contract.ts'
import type { CityId } from './domain/basics.ts'
import type { DeskErrorCode } from './errors.ts'

/** What the host gives the demo city's thread to start with (`workerData`). */
export interface DemoThreadStart {
  cityId: CityId
  /** Folder with `packs/<city>` and `demo/<city>`. */
  assetsFolder: string
  /** Where the embedded backend keeps its database; in memory without one. */
  dataFolder?: string
  /** 0 = citizens call only on demand. */
  callsPerMinute: number
  /** `account`: the demo brings an account service of its own, and agents sign in there by their browser. */
  signIn: 'choose' | 'account'
  /** Makes the order of callers repeatable. */
  seed: number
  /** Addresses beside loopback for a browser that offers no loopback candidate. */
  mediaAddresses: string[]
}

/** What the host may ask of the thread, and what it gets. */
export interface DemoRequests {
  citizens: { input: Record<string, never>; output: z.infer<typeof DemoCitizen>[] }
  callMe: { input: { key: string }; output: { externalCallId: string } }
  report: { input: Record<string, never>; output: z.infer<typeof DemoCallReport>[] }
  /** Ends calls and database in order; the thread exits afterwards. */
  close: { input: Record<string, never>; output: null }
}
export type DemoRequestName = keyof DemoRequests

/** Host → thread. */
export interface ToDemoThread {
  id: number
  method: DemoRequestName
  input: DemoRequests[DemoRequestName]['input']
}

/** Thread → host. `ready` once, first; replies by id; log lines carry ids and counts, never citizen data. */
export type FromDemoThread =
  | { kind: 'ready'; backendUrl: string; exchangeUrl: string; publicKey: string }
  | { kind: 'reply'; id: number; ok: true; output: unknown }
  | { kind: 'reply'; id: number; ok: false; code: DeskErrorCode; message: string }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string; facts?: Record<string, unknown> }
