import type { Migration } from '../migrate.ts'

/** Tokens and passwords are kept as hashes only: a stolen copy of the database signs nobody in. */
export const signIn: Migration = {
  number: 2,
  name: 'sign-in',
  statements: [
    `CREATE TABLE sessions (
      token_hash text PRIMARY KEY,
      agent_id text NOT NULL,
      expires_at timestamptz NOT NULL
    )`,
    `CREATE INDEX sessions_by_expiry ON sessions (expires_at)`,
    `CREATE TABLE credentials (
      agent_id text PRIMARY KEY,
      password_hash text NOT NULL,
      changed_at timestamptz NOT NULL
    )`,
    `CREATE TABLE presences (
      agent_id text PRIMARY KEY,
      presence json NOT NULL,
      changed_at timestamptz NOT NULL
    )`,
  ],
}
