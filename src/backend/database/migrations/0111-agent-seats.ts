import type { Migration } from '../migrate.ts'

/** At which desk an agent sits: where he signed in last. His other desks hear it and close themselves. */
export const agentSeats: Migration = {
  number: 111,
  name: 'agent-seats',
  statements: [
    `CREATE TABLE agent_seats (
      agent_id text PRIMARY KEY,
      desk_id text NOT NULL,
      since timestamptz NOT NULL
    )`,
  ],
}
