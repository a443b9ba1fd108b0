import type { Migration } from '../migrate.ts'

/** The machines agents work at: who sat there last, the share of their key, and whether they are to be wiped. */
export const desks: Migration = {
  number: 46,
  name: 'desks',
  statements: [
    `CREATE TABLE desks (
      desk_id text PRIMARY KEY,
      credential_hash text NOT NULL,
      agent_id text NOT NULL,
      seen_at timestamptz NOT NULL,
      share text,
      wipe_ordered_at timestamptz,
      wipe_ordered_by text,
      wiped json
    )`,
  ],
}
