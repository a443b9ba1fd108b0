import type { Db } from '../open.ts'

/** What lies between the two levels, found without reading every case of the city. */
export function secondLevel(db: Db): void {
  db.exec(`
    CREATE INDEX service_requests_by_level ON service_requests (doc ->> '$.secondLevel.state', requested_at)
      WHERE doc ->> '$.secondLevel.state' IS NOT NULL;
  `)
}
