import type { Migration } from '../migrate.ts'

/** Photographs and documents of cases: in pieces while they arrive, whole once every piece was checked. */
export const attachments: Migration = {
  number: 110,
  name: 'attachments',
  statements: [
    `CREATE TABLE attachments (
      attachment_id text PRIMARY KEY,
      agent_id text NOT NULL,
      interaction_id text NOT NULL,
      name text NOT NULL,
      type text NOT NULL,
      bytes integer NOT NULL,
      begun_at timestamptz NOT NULL,
      content bytea
    )`,
    `CREATE TABLE attachment_parts (
      attachment_id text NOT NULL REFERENCES attachments ON DELETE CASCADE,
      part integer NOT NULL,
      data bytea NOT NULL,
      PRIMARY KEY (attachment_id, part)
    )`,
    `CREATE TABLE case_attachments (
      service_request_id text NOT NULL,
      attachment_id text NOT NULL,
      PRIMARY KEY (attachment_id, service_request_id)
    )`,
  ],
}
