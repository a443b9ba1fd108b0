import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'

/** Figures about one person that somebody else can look at; whoever shows another one names it here first. */
export const Metric = z.enum([
  'state',
  'state-history',
  'adherence',
  'breaks',
  'contacts',
  'handling-time',
  'load',
  'line-quality',
])
export type Metric = z.infer<typeof Metric>

/**
 * Somebody looked at the figures of one agent: who, when, which and why. The agent reads all of them in *Mi turno*
 * (RD 488/1997, annex 3 b: no checking of a person behind their back).
 */
export const Consultation = z.object({
  consultationId: Id,
  /** Whose figures. */
  agentId: Code,
  metric: Metric,
  byAgentId: Code,
  byName: z.string().min(1).max(120),
  at: Instant,
  reason: z.string().min(3).max(300),
})
export type Consultation = z.infer<typeof Consultation>
