import type { Migration } from '../migrate.ts'

/**
 * The counter starts at the second of its birth times a million: cursors of an older database of the same
 * city are always below it, so that a desk which kept one is seen and served from the beginning.
 */
export const records: Migration = {
  number: 1,
  name: 'records',
  statements: [
    `CREATE TABLE records (
      entity text NOT NULL,
      id text NOT NULL,
      owner text,
      doc json,
      changed_at timestamptz NOT NULL,
      PRIMARY KEY (entity, id)
    )`,
    `CREATE TABLE changes (
      number bigint PRIMARY KEY,
      entity text NOT NULL,
      id text NOT NULL,
      audience text,
      FOREIGN KEY (entity, id) REFERENCES records (entity, id)
    )`,
    `CREATE INDEX changes_of_record ON changes (entity, id, number)`,
    `CREATE TABLE change_counter (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      origin bigint NOT NULL,
      last bigint NOT NULL
    )`,
    `INSERT INTO change_counter (origin, last)
      SELECT birth, birth FROM (SELECT extract(epoch FROM now())::bigint * 1000000 AS birth) AS clock`,
    `CREATE TABLE city (single boolean PRIMARY KEY DEFAULT true CHECK (single), doc json NOT NULL)`,
  ],
}
