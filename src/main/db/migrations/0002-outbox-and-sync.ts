import type { Db } from '../open.ts'

/** What waits to be sent, how far the desk has read, and what this desk remembers about itself. */
export function outboxAndSync(db: Db): void {
  db.exec(`
    CREATE TABLE outbox (
      position   INTEGER PRIMARY KEY AUTOINCREMENT,
      command_id TEXT NOT NULL UNIQUE,
      subject    TEXT NOT NULL,
      body       TEXT NOT NULL CHECK (json_valid(body)),
      status     TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'rejected')),
      reason     TEXT,
      attempts   INTEGER NOT NULL DEFAULT 0,
      not_before INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX outbox_by_subject ON outbox (subject, position);

    CREATE TABLE remembered (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;
  `)
}
