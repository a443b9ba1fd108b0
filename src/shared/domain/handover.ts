import { z } from 'zod'
import { Code, Day, Id, Instant } from './basics.ts'

/** A case that is still open, by its number and service: who called is nobody's to carry from desk to desk. */
export const HandoverCase = z.object({
  serviceRequestId: Id,
  /** Empty until the backend has given one. */
  referenceNumber: z.string().max(40),
  serviceCode: Code,
})
export type HandoverCase = z.infer<typeof HandoverCase>

/** *Nota de relevo*: what stays open at the end of a shift, for whoever comes next. */
export const Handover = z.object({
  handoverId: Id,
  agentId: Code,
  agentName: z.string().max(120),
  day: Day,
  leftAt: Instant,
  words: z.string().max(1000),
  cases: z.array(HandoverCase).max(50),
  /** Who sits on one of these queues reads it. */
  queues: z.array(Code).max(50),
  /** Who looks after it from here. */
  taken: z.object({ agentId: Code, name: z.string().max(120), at: Instant }).nullable(),
})
export type Handover = z.infer<typeof Handover>

/** A note is for the next shifts, not for an archive. */
export const handoverKeptMs = 36 * 60 * 60_000
