import type { Db } from '../open.ts'

/**
 * What stood before a bundle changed it, so that an agent reads what is new and not the whole record again.
 * Scripts were kept by version before; the earlier ones of those that a bundle vouches for come along.
 */
export function earlierRecords(db: Db): void {
  db.exec(`
    CREATE TABLE earlier_records (
      entity  TEXT NOT NULL,
      id      TEXT NOT NULL,
      version INTEGER NOT NULL,
      doc     TEXT NOT NULL CHECK (json_valid(doc)),
      PRIMARY KEY (entity, id, version)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO earlier_records (entity, id, version, doc)
      SELECT 'script', was.script_id, was.version, was.doc
        FROM script_versions AS was
        JOIN bundle_records AS record ON record.entity = 'script' AND record.id = was.script_id
       WHERE was.version < record.version;
  `)
}
