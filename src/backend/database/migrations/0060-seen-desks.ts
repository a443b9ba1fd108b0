import type { Migration } from '../migrate.ts'

/** When a desk was last heard, and what the exchange was told since because it was not. */
export const seenDesks: Migration = {
  number: 60,
  name: 'seen-desks',
  statements: [
    `ALTER TABLE presences ADD COLUMN seen_at timestamptz`,
    `ALTER TABLE presences ADD COLUMN missing text NOT NULL DEFAULT 'no'
      CHECK (missing IN ('no', 'paused', 'signed-out'))`,
  ],
}
