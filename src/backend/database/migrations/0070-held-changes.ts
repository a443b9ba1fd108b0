import type { Migration } from '../migrate.ts'

/** F-DISC: what a team lead wrote to somebody outside of the shift; his desk hears of it with the next one. */
export const heldChanges: Migration = {
  number: 70,
  name: 'held-changes',
  statements: [
    `CREATE TABLE held_changes (
      agent_id text NOT NULL,
      entity text NOT NULL,
      id text NOT NULL,
      held_at timestamptz NOT NULL,
      PRIMARY KEY (agent_id, entity, id)
    )`,
  ],
}
