import type { Migration } from '../migrate.ts'

/** What was decided about each command, and the way of each case to its unit. */
export const commands: Migration = {
  number: 3,
  name: 'commands',
  statements: [
    `CREATE TABLE commands (
      command_id text PRIMARY KEY,
      fingerprint text NOT NULL,
      agent_id text NOT NULL,
      type text NOT NULL,
      status text NOT NULL CHECK (status IN ('accepted', 'rejected')),
      reason text,
      decided_at timestamptz NOT NULL
    )`,
    `CREATE TABLE service_requests (
      service_request_id text PRIMARY KEY,
      reference_number text NOT NULL UNIQUE,
      unit_id text NOT NULL,
      accepted_at timestamptz NOT NULL,
      received_at timestamptz
    )`,
    `CREATE INDEX service_requests_waiting ON service_requests (accepted_at) WHERE received_at IS NULL`,
    `CREATE TABLE reference_counters (year integer PRIMARY KEY, last integer NOT NULL)`,
  ],
}
