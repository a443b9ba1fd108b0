import type { Migration } from '../migrate.ts'

/**
 * What each desk says of its agent's moment. The log holds only what adherence is counted from, for as many days
 * as it is shown.
 */
export const agentReports: Migration = {
  number: 31,
  name: 'agent-reports',
  statements: [
    `CREATE TABLE agent_reports (
      agent_id text PRIMARY KEY,
      report json NOT NULL,
      heard_at timestamptz NOT NULL
    )`,
    `CREATE TABLE agent_states (
      agent_id text NOT NULL,
      since timestamptz NOT NULL,
      state text NOT NULL,
      resting boolean NOT NULL,
      on_prompt boolean NOT NULL,
      PRIMARY KEY (agent_id, since)
    )`,
    `CREATE INDEX agent_states_by_time ON agent_states (since)`,
  ],
}
