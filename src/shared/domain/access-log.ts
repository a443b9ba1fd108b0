import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')

/** The first entry of a log hangs on this. */
export const chainStart = '0'.repeat(64)

/**
 * Who saw which record, when and why (ENS op.exp.8; domain §6.3). The record is named by a hash: the log shows
 * whether one record was seen, and tells nobody who was looked at.
 */
export const AccessEntry = z.object({
  /** Of the desk's cache: a new cache begins a new log, and the backend sees that it does. */
  logId: Id,
  /** 1, 2, 3 … without a gap. */
  sequence: z.number().int().positive(),
  at: Instant,
  agentId: Code,
  action: z.enum(['view', 'list', 'search', 'reveal', 'copy', 'unlock']),
  entity: z.enum(['citizen', 'interaction', 'service-request', 'appointment', 'desk']),
  /** SHA-256 of the record's id. */
  record: Sha256,
  reason: z.enum(['call', 'own-cases', 'recent', 'asked', 'locked', 'second-level']),
  result: z.enum(['shown', 'nothing', 'refused']),
  previous: Sha256,
  hash: Sha256,
})
export type AccessEntry = z.infer<typeof AccessEntry>

/** What is hashed of an entry, in a fixed order: whoever changes a word, a time or the order breaks the chain. */
export function sealedText(entry: Omit<AccessEntry, 'hash'>): string {
  const { previous, logId, sequence, at, agentId, action, entity, record, reason, result } = entry
  return JSON.stringify([previous, logId, sequence, at, agentId, action, entity, record, reason, result])
}

/** What a desk sends: the next entries of one log, oldest first. */
export const AccessLogPart = z.object({ deskId: Id, entries: z.array(AccessEntry).min(1).max(500) })
/** How far the backend has it; what stands above it is to be sent. */
export const AccessLogHead = z.object({ sequence: z.number().int().nonnegative() })
