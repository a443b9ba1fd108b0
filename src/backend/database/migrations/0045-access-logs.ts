import type { Migration } from '../migrate.ts'

/**
 * Who saw which record on which desk. Entries are kept also where the chain is broken, because a broken chain is
 * what somebody will want to look into.
 */
export const accessLogs: Migration = {
  number: 45,
  name: 'access-logs',
  statements: [
    `CREATE TABLE access_logs (
      log_id text PRIMARY KEY,
      desk_id text NOT NULL,
      begun_at timestamptz NOT NULL,
      head integer NOT NULL,
      head_hash text NOT NULL,
      broken_at timestamptz,
      broken_sequence integer,
      broken_rule text
    )`,
    `CREATE INDEX access_logs_by_desk ON access_logs (desk_id)`,
    `CREATE TABLE access_entries (
      log_id text NOT NULL REFERENCES access_logs (log_id),
      sequence integer NOT NULL,
      agent_id text NOT NULL,
      at timestamptz NOT NULL,
      record text NOT NULL,
      doc json NOT NULL,
      received_at timestamptz NOT NULL,
      PRIMARY KEY (log_id, sequence)
    )`,
    `CREATE INDEX access_entries_by_record ON access_entries (record, at)`,
  ],
}
