import { z } from 'zod'
import { Code, Day, Instant } from './basics.ts'

/**
 * What team leads learn of the breaks of one agent on one day: counts, and when the next one is likely, so that
 * a team can be spread. Never why one was put off, nor what the agent said about it.
 */
export const BreakDay = z.object({
  agentId: Code,
  day: Day,
  /** By the hours of effective work so far. */
  owed: z.number().int().min(0).max(48),
  taken: z.number().int().min(0).max(48),
  /** Hours whose window closed without a break. */
  debt: z.number().int().min(0).max(48),
  /** An estimate of the desk, if work goes on; null when none is left today. */
  nextAt: Instant.nullable(),
  toldAt: Instant,
})
export type BreakDay = z.infer<typeof BreakDay>
