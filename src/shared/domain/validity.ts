import { z } from 'zod'
import { Day } from './basics.ts'

/** What every written record of the city says of itself: since when, until when, from where, and who stands for it. */
export const provenance = {
  version: z.number().int().positive(),
  validFrom: Day,
  /** The last day it may be read to a citizen. */
  validTo: Day.optional(),
  reviewedOn: Day,
  /** From the day after, the desk shows an amber banner. */
  reviewDue: Day,
  author: z.string().min(1).max(120).optional(),
  approver: z.string().min(1).max(120).optional(),
  source: z.string().min(1).max(400),
  sourceUrl: z.url({ protocol: /^https?$/, error: 'must be a web address' }).optional(),
  sourceDate: Day.optional(),
  /** What this version changes, for the agents who knew the one before. */
  changeNote: z.string().min(1).max(400).optional(),
}

export const RecordStatus = z.enum(['draft', 'in-force', 'suspended', 'repealed'])
export type RecordStatus = z.infer<typeof RecordStatus>

/** What of a record decides whether it may be read out. */
interface Dated {
  status: RecordStatus
  validFrom: string
  validTo?: string | undefined
  reviewDue: string
}

/** `current` may be read; `review-due` may, under its amber banner; every other one only after escalating. */
export const Standing = z.enum([
  'current',
  'review-due',
  'not-yet',
  'expired',
  'draft',
  'suspended',
  'repealed',
])
export type Standing = z.infer<typeof Standing>

/** Whether a record may be read to a citizen on this day of the city's calendar (domain §4.2, rules). */
export function standingOf(record: Dated, today: string): Standing {
  if (record.validTo !== undefined && record.validTo < today) return 'expired'
  if (record.status !== 'in-force') return record.status
  if (record.validFrom > today) return 'not-yet'
  return record.reviewDue < today ? 'review-due' : 'current'
}

/** True where the text stays hidden until the agent escalates. */
export function needsEscalation(standing: Standing): boolean {
  return standing !== 'current' && standing !== 'review-due'
}

/** The dates of one record against each other; add it to a schema's `superRefine`. */
export function dateFaults(record: {
  validFrom: string
  validTo?: string | undefined
  reviewedOn: string
  reviewDue: string
}): { path: string[]; message: string }[] {
  const faults: { path: string[]; message: string }[] = []
  if (record.validTo !== undefined && record.validTo < record.validFrom)
    faults.push({ path: ['validTo'], message: 'must not be before validFrom' })
  if (record.reviewDue < record.reviewedOn)
    faults.push({ path: ['reviewDue'], message: 'must not be before reviewedOn' })
  return faults
}
