import { Command } from '../../shared/commands.ts'
import { Unanswered } from '../../shared/contract.ts'
import type { Db } from '../db/open.ts'

/** A command that the backend refused: kept until the agent decides. */
export interface RejectedCommand {
  command: Command
  reason: string
}

/** A command on its way: how often it was sent, and how the last time ended. */
export interface WaitingCommand {
  command: Command
  attempts: number
  /** Epoch ms. */
  notBefore: number
  waitsFor: Unanswered | undefined
  /** The oldest of its subject was refused. */
  heldBack: boolean
}

/** What one batch can carry beside those that travel already. */
export interface Load {
  /** Subjects: while one command of a subject is on its way no other leaves, also where it was taken back since. */
  readonly travelling?: ReadonlySet<string>
  /** Of JSON in all; one command goes however long it is. */
  readonly letters?: number
  /** Where an earlier look ended: a long outbox is not walked past what travels already for every batch. */
  readonly after?: number
}

/** What is free to go, and where the look for it ended. */
export interface Due {
  readonly commands: Command[]
  readonly upTo: number
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
  due(now: number, limit: number, agentId: string, load?: Load): Due
  /** What one answer says is settled at once: one wait for the disk instead of one per command. */
  together(work: () => void): void
  accept(commandId: string): void
  /** Kept, never dropped: the agent sees it and decides. */
  reject(commandId: string, reason: string): void
  /** No answer: tried again later, each time a little later (2 s … 60 s), or when whoever answered said. */
  postpone(commandId: string, now: number, why?: Unanswered, afterMs?: number): void
  /** As a new command: under the old id the backend would only repeat its refusal. */
  retry(commandId: string, newCommandId: string): void
  /** With other words, as a new command in the same place. */
  replace(commandId: string, command: Command): void
  discard(commandId: string): Command | undefined
  /** After a reconnect nothing waits for its back-off. */
  hurry(): void
  pending(): number
  /** How many commands of this subject have not arrived. */
  pendingOf(subject: string): number
  /** What of this subject has not arrived or was refused, oldest first. */
  commandsOf(subject: string): Command[]
  /** When the oldest that waits for the backend was issued, epoch ms. */
  waitingSince(): number | undefined
  rejected(): RejectedCommand[]
  /** The oldest first. */
  waiting(limit: number): WaitingCommand[]
  stateOf(subject: string): 'none' | 'pending' | 'rejected'
  /** When the next postponed command may go, epoch ms; undefined when none waits. */
  nextDueAt(): number | undefined
}

const firstDelayMs = 2_000
const longestDelayMs = 60_000
/** Nobody is believed who wants to be left alone for longer. */
const longestToldMs = 10 * 60_000

export function createOutbox(db: Db): Outbox {
  const insert = db.prepare('INSERT INTO outbox (command_id, subject, body) VALUES (?, ?, ?)')
  // Later than any wait is long: the clock was set back since, and nobody waits for yesterday to end.
  const selectDue = db.prepare<
    [number, number, number, string],
    Body & { position: number; subject: string }
  >(
    `SELECT position, subject, body FROM outbox AS head
      WHERE position > ? AND status = 'pending' AND (not_before <= ? OR not_before > ?) AND body ->> '$.agentId' = ?
        AND position = (SELECT min(position) FROM outbox WHERE subject = head.subject)
      ORDER BY position`,
  )
  const remove = db.prepare('DELETE FROM outbox WHERE command_id = ?')
  const markRejected = db.prepare(`UPDATE outbox SET status = 'rejected', reason = ? WHERE command_id = ?`)
  const markPostponed = db.prepare(
    `UPDATE outbox SET attempts = attempts + 1,
            not_before = @now + max(@afterMs, min(@longest, @first * (1 << min(attempts, 5)))),
            waits_for = @waitsFor WHERE command_id = @commandId`,
  )
  const renew = db.prepare(
    `UPDATE outbox SET command_id = @next, body = json_set(body, '$.commandId', @next),
            status = 'pending', reason = NULL, attempts = 0, not_before = 0, waits_for = NULL
      WHERE command_id = @commandId`,
  )
  const rewrite = db.prepare(
    `UPDATE outbox SET command_id = @next, body = @body, status = 'pending', reason = NULL, attempts = 0,
            not_before = 0, waits_for = NULL WHERE command_id = @commandId`,
  )
  const selectOne = db.prepare<[string], Body>('SELECT body FROM outbox WHERE command_id = ?')
  const clearDelays = db.prepare('UPDATE outbox SET not_before = 0')
  const countPending = db.prepare<[], number>(`SELECT count(*) FROM outbox WHERE status = 'pending'`).pluck()
  const selectOldest = db
    .prepare<[], string>(
      `SELECT body ->> '$.issuedAt' FROM outbox WHERE status = 'pending' ORDER BY position LIMIT 1`,
    )
    .pluck()
  const countOf = db.prepare<[string], number>('SELECT count(*) FROM outbox WHERE subject = ?').pluck()
  const selectOf = db.prepare<[string], Body>('SELECT body FROM outbox WHERE subject = ? ORDER BY position')
  const selectRejected = db.prepare<[], Body & { reason: string }>(
    `SELECT body, reason FROM outbox WHERE status = 'rejected' ORDER BY position`,
  )
  const selectWaiting = db.prepare<[number], Body & Waits>(
    `SELECT body, attempts, not_before, waits_for,
            EXISTS (SELECT 1 FROM outbox AS older WHERE older.subject = outbox.subject
              AND older.status = 'rejected' AND older.position < outbox.position) AS held_back
      FROM outbox WHERE status = 'pending' ORDER BY position LIMIT ?`,
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
    due(now, limit, agentId, { travelling, letters = Number.POSITIVE_INFINITY, after = 0 } = {}) {
      const commands: Command[] = []
      let left = letters
      let upTo = after
      for (const row of selectDue.iterate(after, now, now + longestToldMs, agentId)) {
        if (travelling?.has(row.subject)) continue
        left -= row.body.length
        if (commands.length > 0 && left < 0) break
        commands.push(read(row))
        upTo = row.position
        if (commands.length >= limit) break
      }
      return { commands, upTo }
    },
    together: (work) => db.transaction(work)(),
    accept: (commandId) => void remove.run(commandId),
    reject: (commandId, reason) => void markRejected.run(reason, commandId),
    postpone: (commandId, now, why, afterMs = 0) =>
      void markPostponed.run({
        commandId,
        now,
        longest: longestDelayMs,
        first: firstDelayMs,
        afterMs: Math.min(afterMs, longestToldMs),
        waitsFor: why === undefined ? null : JSON.stringify(why),
      }),
    retry: (commandId, newCommandId) => void renew.run({ commandId, next: newCommandId }),
    replace(commandId, command) {
      const checked = Command.parse(command)
      rewrite.run({ commandId, next: checked.commandId, body: JSON.stringify(checked) })
    },
    discard(commandId) {
      const row = selectOne.get(commandId)
      remove.run(commandId)
      return row && read(row)
    },
    hurry: () => void clearDelays.run(),
    pending: () => countPending.get() ?? 0,
    commandsOf: (subject) => selectOf.all(subject).map(read),
    pendingOf: (subject) => countOf.get(subject) ?? 0,
    waitingSince() {
      const issuedAt = selectOldest.get()
      return issuedAt === undefined ? undefined : Date.parse(issuedAt)
    },
    waiting: (limit) =>
      selectWaiting.all(limit).map((row) => ({
        command: read(row),
        attempts: row.attempts,
        notBefore: row.not_before,
        waitsFor: row.waits_for === null ? undefined : Unanswered.parse(JSON.parse(row.waits_for)),
        heldBack: row.held_back === 1,
      })),
    rejected: () => selectRejected.all().map((row) => ({ command: read(row), reason: row.reason })),
    stateOf(subject) {
      const status = selectState.get(subject)
      return status === 'pending' || status === 'rejected' ? status : 'none'
    },
    nextDueAt: () => selectNext.get() ?? undefined,
  }
}

type Body = { body: string }
type Waits = { attempts: number; not_before: number; waits_for: string | null; held_back: number }
const read = (row: Body) => JSON.parse(row.body) as Command
