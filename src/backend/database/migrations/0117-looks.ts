import type { Migration } from '../migrate.ts'

/** Beside who changed what: who looked at a citizen's record here, and what gave the right to. */
export const looks: Migration = {
  number: 117,
  name: 'looks',
  statements: [
    `ALTER TABLE audit_trail ADD COLUMN reason text CHECK (reason IN ('filed', 'unit', 'owed', 'attached'))`,
  ],
}
