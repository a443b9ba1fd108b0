import type { Migration } from '../migrate.ts'

/** Nobody pulls citizens any more: what was announced of them would only be read over, page by page. */
export const noCitizensInChanges: Migration = {
  number: 112,
  name: 'no-citizens-in-changes',
  statements: [
    `DELETE FROM changes AS change USING records AS record
      WHERE change.entity = 'citizen' AND record.entity = 'citizen' AND record.id = change.id
        AND record.doc IS NOT NULL`,
  ],
}
