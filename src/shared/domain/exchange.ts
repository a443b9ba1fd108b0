import { z } from 'zod'
import { Code } from './basics.ts'

/** One queue as the exchange counts it now. */
export const QueueCount = z.object({
  queueId: Code,
  waiting: z.number().int().nonnegative(),
  /** Of the citizen who waits longest, ms; 0 where nobody waits. */
  longestWaitMs: z.number().nonnegative(),
  /** Agents who are signed in to this queue, paused or not. */
  agents: z.number().int().nonnegative(),
  /** Of these, who is paused: by hand, or for not having taken a call. */
  paused: z.number().int().nonnegative(),
  /** Of these, who would be offered the next contact now. */
  ready: z.number().int().nonnegative(),
})
export type QueueCount = z.infer<typeof QueueCount>

/** `none`: this call is not recorded, or nobody knows. */
export const RecordingState = z.enum(['none', 'recording', 'paused'])
export type RecordingState = z.infer<typeof RecordingState>

/** How a team lead joins an agent's call: hears it, speaks to the agent alone, speaks to both. */
export const Supervision = z.enum(['listen', 'whisper', 'barge'])
export type Supervision = z.infer<typeof Supervision>

/** What an exchange may lack; asked before a button is shown for it. */
export const ExchangeAbilities = z.object({ recording: z.boolean(), supervision: z.boolean() })
export type ExchangeAbilities = z.infer<typeof ExchangeAbilities>
