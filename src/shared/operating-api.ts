import { z } from 'zod'
import { Code, Instant } from './domain/basics.ts'

/** What a city's IT and its administrators ask the backend. */
export const operatingPaths = {
  live: '/v1/health/live',
  ready: '/v1/health/ready',
  metrics: '/v1/metrics',
  document: '/v1/openapi.json',
  audit: '/v1/audit',
} as const

/**
 * One act of one person: what was changed, and what of a citizen was looked at. It names things by their ids, and
 * never says what was written in them.
 */
export const TrailEntry = z.object({
  at: Instant,
  /** Who asked; null for a stranger whose sign-in was refused. */
  agentId: Code.nullable(),
  /** A command's type, or the method and address that were asked. */
  act: z.string(),
  /** The id of what it was about. */
  subject: z.string(),
  /** `asked` where the process ended before it could say what became of it. */
  outcome: z.enum(['asked', 'done', 'refused']),
  /**
   * What gave the right to a look: the agent filed or attached it himself, works in its unit, or something was owed
   * in it for hours. Null for everything else.
   */
  reason: z.enum(['filed', 'unit', 'owed', 'attached']).nullable(),
})
export type TrailEntry = z.infer<typeof TrailEntry>

export const AuditQuestion = z.object({
  /** The `next` of the page before. */
  before: z
    .string()
    .regex(/^\d{1,16}~[0-9A-Za-z]{26}$/, 'must be the next of a page')
    .optional(),
  agentId: Code.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export type AuditQuestion = z.infer<typeof AuditQuestion>

/** Newest first; `next` asks for older ones, null where there are none. */
export const AuditPage = z.object({ entries: z.array(TrailEntry), next: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>
