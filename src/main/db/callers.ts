import type { z } from 'zod'
import { CallerAnswer } from '../../shared/domain/caller.ts'
import type { Db } from './open.ts'

const Told = CallerAnswer.omit({ citizen: true })
/** What the city said beside the citizen himself, who is among the citizens. */
export type Told = z.infer<typeof Told>

/** The city's answers to "who is this number", each with when it was needed last: `retention.ts` lets them go. */
export interface CallerRows {
  put(number: string, told: Told, seenAt: string): void
  byNumber(number: string): { told: Told; seenAt: string } | undefined
  /** Still needed. */
  touch(number: string, seenAt: string): void
  /** How many went. */
  forgetSeenBefore(instant: string): number
}

export function createCallerRows(db: Db): CallerRows {
  const upsert = db.prepare(
    `INSERT INTO callers (number, doc, seen_at) VALUES (?, ?, ?)
      ON CONFLICT (number) DO UPDATE SET doc = excluded.doc, seen_at = excluded.seen_at`,
  )
  const select = db.prepare<[string], { doc: string; seen_at: string }>(
    'SELECT doc, seen_at FROM callers WHERE number = ?',
  )
  const see = db.prepare('UPDATE callers SET seen_at = ? WHERE number = ?')
  const forget = db.prepare('DELETE FROM callers WHERE seen_at < ?')
  return {
    put: (number, told, seenAt) => void upsert.run(number, JSON.stringify(Told.parse(told)), seenAt),
    byNumber(number) {
      const row = select.get(number)
      return row && { told: Told.parse(JSON.parse(row.doc)), seenAt: row.seen_at }
    },
    touch: (number, seenAt) => void see.run(seenAt, number),
    forgetSeenBefore: (instant) => forget.run(instant).changes,
  }
}
