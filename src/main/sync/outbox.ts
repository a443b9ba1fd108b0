import { Command } from '../../shared/commands.ts'
import type { Db } from '../db/open.ts'

/** A command that the backend refused: kept until the agent decides. */
export interface RejectedCommand {
  command: Command
  reason: string
}

/** Durable and ordered per subject: a rejected command holds its own subject and no other. */
export interface Outbox {
  /**
   * Call inside the transaction that changes the row: both commit together or neither. Checked here, so that a
   * command the backend could never read is refused while the agent can still mend it.
   */
  append(command: Command): void
  /**
   * The oldest command of every subject that is free to go now, at most `limit`. Only what this agent issued:
   * the backend takes a command from nobody else, so a colleague's waits here until he signs in again.
   */
  due(now: number, limit: number, agentId: string): Command[]
  /** What one answer says is settled at once: one wait for the disk instead of one per command. */
  together(work: () => void): void
  accept(commandId: string): void
  /** Kept, never dropped: the agent sees it and decides. */
  reject(commandId: string, reason: string): void
  /** No answer: tried again later, each time a little later (2 s … 60 s). */
  postpone(commandId: string, now: number): void
  /** As a new command: under the old id the backend would only repeat its refusal. */
  retry(commandId: string, newCommandId: string): void
  discard(commandId: string): Command | undefined
  /** After a reconnect nothing waits for its back-off. */
  hurry(): void
  pending(): number
  /** When the oldest that waits for the backend was issued, epoch ms. */
  waitingSince(): number | undefined
  rejected(): RejectedCommand[]
  stateOf(subject: string): 'none' | 'pending' | 'rejected'
  /** When the next postponed command may go, epoch ms; undefined when none waits. */
  nextDueAt(): number | undefined
}

const firstDelayMs = 2_000
const longestDelayMs = 60_000

export function createOutbox(db: Db): Outbox {
  const insert = db.prepare('INSERT INTO outbox (command_id, subject, body) VALUES (?, ?, ?)')
  const selectDue = db.prepare<[number, string, number], Body>(
    `SELECT body FROM outbox AS head
      WHERE status = 'pending' AND not_before <= ? AND body ->> '$.agentId' = ?
        AND position = (SELECT min(position) FROM outbox WHERE subject = head.subject)
      ORDER BY position LIMIT ?`,
  )
  const remove = db.prepare('DELETE FROM outbox WHERE command_id = ?')
  const markRejected = db.prepare(`UPDATE outbox SET status = 'rejected', reason = ? WHERE command_id = ?`)
  const markPostponed = db.prepare(
    `UPDATE outbox SET attempts = attempts + 1,
            not_before = ? + min(?, ? * (1 << min(attempts, 5))) WHERE command_id = ?`,
  )
  const renew = db.prepare(
    `UPDATE outbox SET command_id = @next, body = json_set(body, '$.commandId', @next),
            status = 'pending', reason = NULL, attempts = 0, not_before = 0 WHERE command_id = @commandId`,
  )
  const selectOne = db.prepare<[string], Body>('SELECT body FROM outbox WHERE command_id = ?')
  const clearDelays = db.prepare('UPDATE outbox SET not_before = 0')
  const countPending = db.prepare<[], number>(`SELECT count(*) FROM outbox WHERE status = 'pending'`).pluck()
  const selectOldest = db
    .prepare<[], string>(
      `SELECT body ->> '$.issuedAt' FROM outbox WHERE status = 'pending' ORDER BY position LIMIT 1`,
    )
    .pluck()
  const selectRejected = db.prepare<[], Body & { reason: string }>(
    `SELECT body, reason FROM outbox WHERE status = 'rejected' ORDER BY position`,
  )
  const selectState = db
    .prepare<[string], string | null>('SELECT max(status) FROM outbox WHERE subject = ?')
    .pluck()
  const selectNext = db
    .prepare<[], number | null>(`SELECT min(not_before) FROM outbox WHERE status = 'pending'`)
    .pluck()

  return {
    append(command) {
      const checked = Command.parse(command)
      insert.run(checked.commandId, checked.subject, JSON.stringify(checked))
    },
    due: (now, limit, agentId) => selectDue.all(now, agentId, limit).map(read),
    together: (work) => db.transaction(work)(),
    accept: (commandId) => void remove.run(commandId),
    reject: (commandId, reason) => void markRejected.run(reason, commandId),
    postpone: (commandId, now) => void markPostponed.run(now, longestDelayMs, firstDelayMs, commandId),
    retry: (commandId, newCommandId) => void renew.run({ commandId, next: newCommandId }),
    discard(commandId) {
      const row = selectOne.get(commandId)
      remove.run(commandId)
      return row && read(row)
    },
    hurry: () => void clearDelays.run(),
    pending: () => countPending.get() ?? 0,
    waitingSince() {
      const issuedAt = selectOldest.get()
      return issuedAt === undefined ? undefined : Date.parse(issuedAt)
    },
    rejected: () => selectRejected.all().map((row) => ({ command: read(row), reason: row.reason })),
    stateOf(subject) {
      const status = selectState.get(subject)
      return status === 'pending' || status === 'rejected' ? status : 'none'
    },
    nextDueAt: () => selectNext.get() ?? undefined,
  }
}

type Body = { body: string }
const read = (row: Body) => JSON.parse(row.body) as Command
