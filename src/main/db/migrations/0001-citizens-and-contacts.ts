import type { Db } from '../open.ts'

/** People, contacts and cases: the document as it came, and generated columns for what is asked by. */
export function citizensAndContacts(db: Db): void {
  db.exec(`
    CREATE TABLE citizens (
      citizen_id TEXT PRIMARY KEY,
      doc        TEXT NOT NULL CHECK (json_valid(doc))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE citizen_phones (
      phone      TEXT NOT NULL,
      citizen_id TEXT NOT NULL REFERENCES citizens (citizen_id) ON DELETE CASCADE,
      PRIMARY KEY (phone, citizen_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX citizen_phones_by_citizen ON citizen_phones (citizen_id);

    CREATE TABLE interactions (
      interaction_id TEXT PRIMARY KEY,
      doc            TEXT NOT NULL CHECK (json_valid(doc)),
      state          TEXT AS (doc ->> '$.state'),
      agent_id       TEXT AS (doc ->> '$.agentId'),
      number         TEXT AS (doc ->> '$.number'),
      citizen_id     TEXT AS (doc ->> '$.citizenId'),
      offered_at     TEXT AS (doc ->> '$.offeredAt')
    ) STRICT;
    CREATE INDEX interactions_by_citizen ON interactions (citizen_id, offered_at);
    CREATE INDEX interactions_by_number  ON interactions (number, offered_at);
    CREATE INDEX interactions_by_agent   ON interactions (agent_id, offered_at);
    CREATE INDEX interactions_unfinished ON interactions (state) WHERE state IN ('offered', 'active', 'wrap-up');

    CREATE TABLE service_requests (
      service_request_id TEXT PRIMARY KEY,
      doc                TEXT NOT NULL CHECK (json_valid(doc)),
      citizen_id         TEXT AS (doc ->> '$.citizenId'),
      phone              TEXT AS (doc ->> '$.phone'),
      requested_at       TEXT AS (doc ->> '$.requestedAt')
    ) STRICT;
    CREATE INDEX service_requests_by_citizen ON service_requests (citizen_id, requested_at);
    CREATE INDEX service_requests_by_phone   ON service_requests (phone, requested_at);
    CREATE INDEX service_requests_by_time    ON service_requests (requested_at);
  `)
}
