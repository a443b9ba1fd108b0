import type { Db } from '../open.ts'

/** How each call sounded, for 30 days; instants in UTC, so that their text sorts as they do. */
export function callQualities(db: Db): void {
  db.exec(`
    CREATE TABLE call_qualities (
      call_quality_id TEXT PRIMARY KEY,
      agent_id        TEXT NOT NULL,
      ended_at        TEXT NOT NULL,
      doc             TEXT NOT NULL CHECK (json_valid(doc))
    ) STRICT;
    CREATE INDEX call_qualities_newest ON call_qualities (agent_id, ended_at);
    CREATE INDEX call_qualities_oldest ON call_qualities (ended_at);
  `)
}
