import type { Db } from '../open.ts'

/** The city's knowledge, readable with the cable out, and the words it is found by. */
export function knowledge(db: Db): void {
  db.exec(`
    CREATE TABLE knowledge (
      entity TEXT NOT NULL,
      id     TEXT NOT NULL,
      doc    TEXT NOT NULL CHECK (json_valid(doc)),
      PRIMARY KEY (entity, id)
    ) STRICT, WITHOUT ROWID;

    -- A contact in progress finishes on the version it started, so older ones stay.
    CREATE TABLE script_versions (
      script_id TEXT NOT NULL,
      version   INTEGER NOT NULL,
      doc       TEXT NOT NULL CHECK (json_valid(doc)),
      PRIMARY KEY (script_id, version)
    ) STRICT, WITHOUT ROWID;

    -- Records that came in damaged: the last good one stays in use above, this is what IT reads.
    CREATE TABLE knowledge_problems (
      entity TEXT NOT NULL,
      id     TEXT NOT NULL,
      field  TEXT NOT NULL,
      rule   TEXT NOT NULL,
      PRIMARY KEY (entity, id)
    ) STRICT, WITHOUT ROWID;

    CREATE VIRTUAL TABLE knowledge_words USING fts5 (
      kind UNINDEXED, id UNINDEXED, title, body,
      tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
    );
  `)
}
