import type { Migration } from '../migrate.ts'

/**
 * Sessions that go on by refresh tokens bound to one desk's key. Every spent token is remembered until its family
 * ends, so that one that comes back is known for what it is.
 */
export const boundSessions: Migration = {
  number: 94,
  name: 'bound-sessions',
  statements: [
    `CREATE TABLE session_families (
      family_id text PRIMARY KEY,
      agent_id text NOT NULL,
      role text CHECK (role IN ('agent', 'team-lead', 'administrator')),
      key_thumbprint text NOT NULL,
      refresh_hash text NOT NULL UNIQUE,
      previous_hash text,
      rotated_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL
    )`,
    `CREATE INDEX session_families_by_end ON session_families (ends_at)`,
    `CREATE TABLE spent_refreshes (
      refresh_hash text PRIMARY KEY,
      family_id text NOT NULL REFERENCES session_families (family_id) ON DELETE CASCADE
    )`,
    `CREATE TABLE used_id_tokens (token_hash text PRIMARY KEY, until timestamptz NOT NULL)`,
    `ALTER TABLE sessions ADD COLUMN role text`,
    `ALTER TABLE sessions ADD COLUMN family_id text
      REFERENCES session_families (family_id) ON DELETE CASCADE`,
    `CREATE INDEX sessions_by_family ON sessions (family_id)`,
  ],
}
