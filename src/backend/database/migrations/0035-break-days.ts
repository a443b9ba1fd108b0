import type { Migration } from '../migrate.ts'

/** How each agent's breaks of a day stand, as their desk counts them: numbers, never reasons. `day` is the city's. */
export const breakDays: Migration = {
  number: 35,
  name: 'break-days',
  statements: [
    `CREATE TABLE break_days (
      agent_id text NOT NULL,
      day text NOT NULL,
      owed integer NOT NULL,
      taken integer NOT NULL,
      debt integer NOT NULL,
      next_at timestamptz,
      told_at timestamptz NOT NULL,
      PRIMARY KEY (agent_id, day)
    )`,
    `CREATE INDEX break_days_by_day ON break_days (day)`,
  ],
}
