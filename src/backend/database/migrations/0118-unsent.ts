import type { Migration } from '../migrate.ts'

/** What each desk last said of its outbox: a lead is told of cases that the city lacks for days (domain §6.3). */
export const unsent: Migration = {
  number: 118,
  name: 'unsent',
  statements: [
    'ALTER TABLE desks ADD COLUMN unsent integer NOT NULL DEFAULT 0',
    'ALTER TABLE desks ADD COLUMN unsent_since timestamptz',
  ],
}
