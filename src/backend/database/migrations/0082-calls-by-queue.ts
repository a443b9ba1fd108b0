import type { Migration } from '../migrate.ts'

/** Calls of past weeks may be told by queue; what was imported before is of the whole line (''). */
export const callsByQueue: Migration = {
  number: 82,
  name: 'calls-by-queue',
  statements: [
    `ALTER TABLE call_history ADD COLUMN queue_id text NOT NULL DEFAULT ''`,
    `ALTER TABLE call_history DROP CONSTRAINT call_history_pkey`,
    `ALTER TABLE call_history ADD PRIMARY KEY (day, half, queue_id)`,
  ],
}
