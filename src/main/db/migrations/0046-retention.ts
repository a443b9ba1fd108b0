import type { Db } from '../open.ts'

/** What still names a person, by its age: the desk looks for it every few minutes, also among fifty thousand. */
export function retention(db: Db): void {
  db.exec(`
    CREATE INDEX interactions_named ON interactions (offered_at) WHERE doc ->> '$.number' <> '';
    CREATE INDEX interactions_by_age ON interactions (offered_at);
    CREATE INDEX service_requests_named ON service_requests (requested_at) WHERE doc ->> '$.phone' <> '';
  `)
}
