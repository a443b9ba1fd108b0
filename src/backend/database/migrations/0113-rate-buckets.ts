import type { Migration } from '../migrate.ts'

/** What each agent and address may still ask, counted for all copies together. Lost in a crash, which costs nobody anything. */
export const rateBuckets: Migration = {
  number: 113,
  name: 'rate-buckets',
  statements: [
    `CREATE UNLOGGED TABLE rate_buckets (
      bucket text PRIMARY KEY,
      left_over double precision NOT NULL,
      got double precision NOT NULL,
      at timestamptz NOT NULL
    )`,
    'CREATE INDEX rate_buckets_by_time ON rate_buckets (at)',
  ],
}
