import { z } from 'zod'
import { PublishedEntity } from './record.ts'

/** Why a record may not go out, or should be looked at. Closed: the screen has words for each. */
export const FindingRule = z.enum([
  'breaks-schema',
  'unknown-reference',
  'missing-translation',
  'review-overdue',
  'out-of-force',
  'outdated-base',
  /** Of the rules of rests: numbers that cannot hold together, and what a second person should weigh. */
  'impossible-numbers',
  'less-rest',
  'switched-off',
  'source-unchanged',
  'card-number',
  /** One of the script's own rules; the words are whole. */
  'script',
])
export type FindingRule = z.infer<typeof FindingRule>

/** One thing that a check found, said so that the screen can jump to it. An `error` keeps the record from review. */
export const Finding = z.object({
  entity: PublishedEntity,
  id: z.string(),
  /** Path inside the record, such as `steps.3.next`; empty for the record itself. */
  field: z.string(),
  rule: FindingRule,
  level: z.enum(['error', 'warning']),
  /** What the words on screen need: the missing language, the day, the rule of the schema. */
  detail: z.string().max(500),
})
export type Finding = z.infer<typeof Finding>
