import type { Db } from '../open.ts'

/** What one agent keeps at hand, opened last and knows: for this desk only, and readable with the cable out. */
export function recordShelf(db: Db): void {
  db.exec(`
    CREATE TABLE favourites (
      agent_id TEXT NOT NULL,
      kind     TEXT NOT NULL,
      id       TEXT NOT NULL,
      since    TEXT NOT NULL,
      PRIMARY KEY (agent_id, kind, id)
    ) STRICT, WITHOUT ROWID;

    -- known_doc: the record as the agent last read it, so that the next version can be told against it.
    CREATE TABLE record_visits (
      agent_id    TEXT NOT NULL,
      kind        TEXT NOT NULL,
      id          TEXT NOT NULL,
      opened_at   TEXT NOT NULL,
      known_since TEXT NOT NULL,
      known_doc   TEXT NOT NULL CHECK (json_valid(known_doc)),
      PRIMARY KEY (agent_id, kind, id)
    ) STRICT, WITHOUT ROWID;
  `)
}
