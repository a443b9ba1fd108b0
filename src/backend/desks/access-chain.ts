import { createHash } from 'node:crypto'
import { chainStart, sealedText, type AccessEntry } from '../../shared/domain/access-log.ts'

export interface ChainHead {
  readonly sequence: number
  readonly hash: string
}

/** What a log hangs on before its first entry. */
export const emptyChain: ChainHead = { sequence: 0, hash: chainStart }

/** The rule that an entry breaks after `head`, or undefined where it is the sound next one. */
export function brokenRule(head: ChainHead, entry: AccessEntry): string | undefined {
  if (entry.sequence !== head.sequence + 1) return `entry ${head.sequence + 1} is missing`
  if (entry.previous !== head.hash) return 'does not hang on the entry before it'
  if (entry.hash !== createHash('sha256').update(sealedText(entry)).digest('hex'))
    return 'its words are not those that were sealed'
  return undefined
}

/** Reads a whole log again. Returns the first broken entry and its rule, or undefined where the log is whole. */
export function firstBreak(entries: readonly AccessEntry[]): { sequence: number; rule: string } | undefined {
  let head = emptyChain
  for (const entry of entries) {
    const rule = brokenRule(head, entry)
    if (rule !== undefined) return { sequence: entry.sequence, rule }
    head = entry
  }
  return undefined
}
