import type { Migration } from '../migrate.ts'

/** Who asked for which change, beside the commands, which from now on say what they were about. */
export const auditTrail: Migration = {
  number: 93,
  name: 'audit-trail',
  statements: [
    `CREATE TABLE audit_trail (
      audit_id text PRIMARY KEY,
      at timestamptz NOT NULL,
      agent_id text,
      act text NOT NULL,
      subject text NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('asked', 'done', 'refused'))
    )`,
    `CREATE INDEX audit_trail_by_time ON audit_trail (at, audit_id)`,
    `ALTER TABLE commands ADD COLUMN subject text`,
    `CREATE INDEX commands_by_time ON commands (decided_at, command_id)`,
  ],
}
