import type { Migration } from '../migrate.ts'

/** How each call of each desk sounded: of the line and the devices, for those who mend them. */
export const callQualities: Migration = {
  number: 78,
  name: 'call-qualities',
  statements: [
    `CREATE TABLE call_qualities (
      call_quality_id text PRIMARY KEY,
      agent_id text NOT NULL,
      ended_at timestamptz NOT NULL,
      doc jsonb NOT NULL
    )`,
    `CREATE INDEX call_qualities_by_end ON call_qualities (ended_at DESC)`,
  ],
}
