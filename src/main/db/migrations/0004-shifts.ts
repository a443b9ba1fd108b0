import type { Db } from '../open.ts'

/** Each agent's own ledger of work and rest, as one document: it never leaves the desk. */
export function shifts(db: Db): void {
  db.exec(`
    CREATE TABLE shift_ledgers (
      agent_id TEXT PRIMARY KEY,
      doc      TEXT NOT NULL CHECK (json_valid(doc))
    ) STRICT, WITHOUT ROWID;
  `)
}
