import type { Db } from '../open.ts'

/** Who saw which record, each entry sealed with the one before it; `sent` once the backend has it. */
export function accessLog(db: Db): void {
  db.exec(`
    CREATE TABLE access_log (
      sequence INTEGER PRIMARY KEY,
      agent_id TEXT NOT NULL,
      doc      TEXT NOT NULL CHECK (json_valid(doc)),
      sent     INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1))
    ) STRICT;
    CREATE INDEX access_log_unsent ON access_log (sequence) WHERE sent = 0;

    -- What was refused is asked for at every look at the bar, also with ten thousand waiting.
    CREATE INDEX outbox_rejected ON outbox (position) WHERE status = 'rejected';
  `)
}
