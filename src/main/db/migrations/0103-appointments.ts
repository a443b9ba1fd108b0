import type { Db } from '../open.ts'

/** Appointments as the city tells them, and beside each what this desk asked for and has not heard of yet. */
export function appointments(db: Db): void {
  db.exec(`
    CREATE TABLE appointments (
      appointment_id TEXT PRIMARY KEY,
      doc            TEXT NOT NULL CHECK (json_valid(doc)),
      asked          TEXT CHECK (asked IS NULL OR json_valid(asked))
    ) STRICT;
    CREATE INDEX appointments_owed ON appointments (doc ->> '$.updatedAt')
      WHERE doc ->> '$.toldAt' IS NULL AND (doc ->> '$.state' = 'lost' OR doc ->> '$.refused' IS NOT NULL);
  `)
}
