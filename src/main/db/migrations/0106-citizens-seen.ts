import type { Db } from '../open.ts'

/**
 * The desk keeps no register of citizens (domain §6.3): whoever is not on the line now and whom no command waits for
 * leaves this machine here, and from now on each has the time he was needed last.
 */
export function citizensSeen(db: Db): void {
  db.exec(`
    CREATE TABLE callers (
      number  TEXT PRIMARY KEY,
      doc     TEXT NOT NULL CHECK (json_valid(doc)),
      seen_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX callers_by_time ON callers (seen_at);

    ALTER TABLE citizens ADD COLUMN seen_at TEXT NOT NULL DEFAULT '';
    DELETE FROM citizen_phones WHERE citizen_id NOT IN (
      SELECT citizen_id FROM interactions
        WHERE state IN ('offered', 'active', 'wrap-up') AND citizen_id IS NOT NULL
      UNION SELECT subject FROM outbox);
    DELETE FROM citizens WHERE citizen_id NOT IN (
      SELECT citizen_id FROM interactions
        WHERE state IN ('offered', 'active', 'wrap-up') AND citizen_id IS NOT NULL
      UNION SELECT subject FROM outbox);
    UPDATE citizens SET seen_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
    CREATE INDEX citizens_by_time ON citizens (seen_at);
  `)
}
