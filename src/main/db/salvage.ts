import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Command } from '../../shared/commands.ts'
import { openToRead, type Db } from './open.ts'

/** Beside a file whose outbox is in the new cache: it is not read a second time. */
const savedMark = (file: string) => `${file}.recovered`

/**
 * What waited to be sent in files that were put aside, brought into the cache: at every start, because a key may
 * come back later. Returns how many commands each file gave; a file that no key opens is not among them.
 */
export function salvageOutboxes(db: Db, file: string, keys: readonly Buffer[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const aside of filesAside(file)) {
    if (existsSync(savedMark(aside))) continue
    for (const key of keys) {
      const saved = salvage(db, aside, key)
      if (saved === undefined) continue
      writeFileSync(savedMark(aside), '', { mode: 0o600 })
      found.set(aside, saved)
      break
    }
  }
  return found
}

function filesAside(file: string): string[] {
  const start = `${basename(file)}.unreadable-`
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .map((name) => join(dirname(file), name))
}

/** Row by row: a damaged page costs what lay on it and nothing else. */
function salvage(db: Db, aside: string, key: Buffer): number | undefined {
  const old = openToRead(aside, key)
  if (!old) return undefined
  try {
    const last =
      attempt(() => old.prepare<[], number | null>('SELECT max(position) FROM outbox').pluck().get()) ?? 0
    const selectOne = old.prepare<[number], Waiting>('SELECT * FROM outbox WHERE position = ?')
    const insert = db.prepare(
      `INSERT OR IGNORE INTO outbox (command_id, subject, body, status, reason) VALUES (?, ?, ?, ?, ?)`,
    )
    let saved = 0
    for (let position = 1; position <= last; position++) {
      const row = attempt(() => selectOne.get(position))
      const command = row && attempt(() => Command.parse(JSON.parse(row.body)))
      if (!row || !command) continue
      db.transaction(() => {
        saved += insert.run(command.commandId, command.subject, row.body, row.status, row.reason).changes
        showAgain(db, command)
      })()
    }
    return saved
  } finally {
    old.close()
  }
}

/** The row that the command changed, so that the agent sees the case and not only that something waits. */
function showAgain(db: Db, command: Command): void {
  if (command.type === 'serviceRequest.create') {
    const { request } = command.payload
    db.prepare('INSERT OR IGNORE INTO service_requests (service_request_id, doc) VALUES (?, ?)').run(
      request.serviceRequestId,
      JSON.stringify(request),
    )
  }
  if (command.type === 'interaction.record') {
    const { interaction } = command.payload
    db.prepare('INSERT OR IGNORE INTO interactions (interaction_id, doc) VALUES (?, ?)').run(
      interaction.interactionId,
      JSON.stringify(interaction),
    )
  }
}

type Waiting = { body: string; status: string; reason: string | null }

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
