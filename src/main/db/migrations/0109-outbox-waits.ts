import type { Db } from '../open.ts'

/** Why a command still waits, as its last send ended: the agent reads it beside its age. */
export function outboxWaits(db: Db): void {
  db.exec(`ALTER TABLE outbox ADD COLUMN waits_for TEXT CHECK (waits_for IS NULL OR json_valid(waits_for))`)
}
