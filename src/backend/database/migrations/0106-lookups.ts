import type { Migration } from '../migrate.ts'

/** The last eight digits, as `phoneKey` has them. */
const key = (text: string) => `right(regexp_replace(${text}, '\\D', '', 'g'), 8)`
/** What PostgreSQL cannot read as text, `json` keeps: such a record is found again once it is written anew. */
const unreadable = `doc::text ~* '\\\\u(0000|d[89a-f])'`
const place = `btrim(regexp_replace(lower(regexp_replace(normalize(coalesce(doc ->> 'address', ''), NFD),
  '[\\u0300-\\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g'))`
const instant = `coalesce(doc ->> 'offeredAt', doc ->> 'requestedAt')`

/**
 * Whose number, whose contacts, whose cases: what is asked when a call rings, without reading every record; and what
 * each contact was about and how it ended, for the figures of first contact and first level. Beside
 * the records, because `json` that holds any text verbatim cannot be indexed.
 */
export const lookups: Migration = {
  number: 106,
  name: 'lookups',
  statements: [
    `CREATE TABLE citizen_phones (
      phone_key text NOT NULL,
      citizen_id text NOT NULL,
      PRIMARY KEY (phone_key, citizen_id)
    )`,
    `CREATE INDEX citizen_phones_by_citizen ON citizen_phones (citizen_id)`,
    `CREATE TABLE person_records (
      entity text NOT NULL,
      id text NOT NULL,
      citizen_id text,
      phone_key text NOT NULL,
      service_code text,
      place_key text NOT NULL,
      at timestamptz,
      matter text,
      disposition text,
      interaction_id text,
      reopened integer NOT NULL DEFAULT 0,
      PRIMARY KEY (entity, id)
    )`,
    `CREATE INDEX person_records_by_citizen ON person_records (citizen_id, at) WHERE citizen_id IS NOT NULL`,
    `CREATE INDEX person_records_by_phone ON person_records (phone_key, at) WHERE phone_key <> ''`,
    `CREATE INDEX person_records_by_place ON person_records (service_code, place_key, at)
      WHERE service_code IS NOT NULL AND place_key <> ''`,
    `CREATE INDEX person_records_by_time ON person_records (at) WHERE disposition IS NOT NULL`,
    `CREATE INDEX person_records_reopened ON person_records (interaction_id) WHERE reopened > 0`,
    `INSERT INTO citizen_phones (phone_key, citizen_id)
      SELECT DISTINCT ${key('number')}, id FROM records,
        json_array_elements_text(
          CASE WHEN ${unreadable} THEN '[]'::json
            WHEN json_typeof(doc -> 'phones') = 'array' THEN doc -> 'phones' ELSE '[]'::json END) AS phones (number)
      WHERE entity = 'citizen' AND doc IS NOT NULL AND ${key('number')} <> ''`,
    `INSERT INTO person_records (entity, id, citizen_id, phone_key, service_code, place_key, at,
        matter, disposition, interaction_id, reopened)
      SELECT entity, id, doc ->> 'citizenId', ${key(`coalesce(doc ->> 'number', doc ->> 'phone', '')`)},
        doc ->> 'serviceCode', CASE WHEN entity = 'service-request' THEN ${place} ELSE '' END,
        CASE WHEN ${instant} ~ '^\\d{4}-\\d\\d-\\d\\dT' THEN (${instant})::timestamptz END,
        coalesce(doc -> 'draft' ->> 'serviceCode', doc ->> 'queue'), doc -> 'draft' ->> 'disposition',
        doc ->> 'interactionId', coalesce((doc -> 'secondLevel' ->> 'reopened')::int, 0)
      FROM records
      WHERE entity IN ('interaction', 'service-request') AND doc IS NOT NULL AND NOT ${unreadable}`,
  ],
}
