import type { Migration } from '../migrate.ts'

/** What people decided where no machine could: about deliveries that waited for them, and refused commands let go. */
export const decisions: Migration = {
  number: 109,
  name: 'decisions',
  statements: [
    `ALTER TABLE deliveries DROP CONSTRAINT deliveries_state_check`,
    `ALTER TABLE deliveries ADD CONSTRAINT deliveries_state_check CHECK
      (state IN ('queued', 'sending', 'unknown', 'token-pending', 'delivered', 'refused', 'given-up'))`,
    `CREATE TABLE delivery_decisions (
      command_id text PRIMARY KEY,
      service_request_id text NOT NULL,
      destination text NOT NULL,
      agent_id text NOT NULL,
      decision text NOT NULL CHECK (decision IN ('again', 'arrived', 'give-up')),
      reason text NOT NULL,
      state_before text NOT NULL,
      decided_at timestamptz NOT NULL
    )`,
    `CREATE INDEX delivery_decisions_by_case ON delivery_decisions (service_request_id, decided_at)`,
    `CREATE TABLE discarded_commands (
      command_id text PRIMARY KEY,
      agent_id text NOT NULL,
      type text NOT NULL,
      refusal text NOT NULL,
      reason text NOT NULL,
      doc json NOT NULL,
      discarded_at timestamptz NOT NULL
    )`,
    `CREATE INDEX discarded_commands_by_age ON discarded_commands (discarded_at DESC)`,
  ],
}
