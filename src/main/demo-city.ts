import type { DemoCallReport, DemoCitizen } from '../shared/contract.ts'
import type { z } from 'zod'

/** The demo city as the core sees it: a thread of its own that the host started (see `src/demo/city.ts`). */
export interface DemoCity {
  /** Loopback address of the embedded backend. */
  readonly backendUrl: string
  /** Made by the city at its first start; the demo's policy pins it. */
  readonly publicKey: string
  citizens(): Promise<z.infer<typeof DemoCitizen>[]>
  callMe(key: string): Promise<{ externalCallId: string }>
  report(): Promise<z.infer<typeof DemoCallReport>[]>
  close(): Promise<void>
}
