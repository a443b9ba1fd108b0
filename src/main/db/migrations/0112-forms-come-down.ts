import type { Db } from '../open.ts'

/**
 * Forms of services that came down while this desk did not know them were passed over: everything is asked for once
 * more, and what is here already stays as it is.
 */
export function formsComeDown(db: Db): void {
  db.exec(`DELETE FROM remembered WHERE name LIKE 'sync.cursor.%'`)
}
