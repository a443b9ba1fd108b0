import type { Db } from '../open.ts'

/**
 * What the signed bundle in use says of every record, and what each agent has opened of what is new. Knowledge from
 * before bundles stays in use until the first one is verified; nothing of it counts as signed.
 */
export function bundles(db: Db): void {
  db.exec(`
    CREATE TABLE bundle_records (
      entity  TEXT NOT NULL,
      id      TEXT NOT NULL,
      version INTEGER NOT NULL,
      sha256  TEXT NOT NULL,
      -- Null for what came with the first bundle: a whole city is no news.
      since   TEXT,
      PRIMARY KEY (entity, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE knowledge_reads (
      agent_id TEXT NOT NULL,
      entity   TEXT NOT NULL,
      id       TEXT NOT NULL,
      version  INTEGER NOT NULL,
      read_at  TEXT NOT NULL,
      PRIMARY KEY (agent_id, entity, id)
    ) STRICT, WITHOUT ROWID;
  `)
}
