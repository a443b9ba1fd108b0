import type { Migration } from '../migrate.ts'

/**
 * Planning by team leads. What agents are told is in `records` (`schedule-week`, `exchange`); here is what only leads
 * see: drafts, what they plan by, the calls of past weeks, and who did what. Days are the city's calendar days.
 */
export const schedules: Migration = {
  number: 30,
  name: 'schedules',
  statements: [
    `CREATE TABLE schedule_drafts (
      week_start text PRIMARY KEY,
      version integer NOT NULL,
      shifts json NOT NULL,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL
    )`,
    `CREATE TABLE planning (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      version integer NOT NULL,
      doc json NOT NULL,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL
    )`,
    `CREATE TABLE call_history (
      day text NOT NULL,
      half integer NOT NULL CHECK (half BETWEEN 0 AND 47),
      calls integer NOT NULL CHECK (calls >= 0),
      handle_time_s integer,
      PRIMARY KEY (day, half)
    )`,
    `CREATE TABLE calendar_links (
      agent_id text PRIMARY KEY,
      token_hash text NOT NULL UNIQUE,
      made_at timestamptz NOT NULL
    )`,
    `CREATE TABLE schedule_audit (
      audit_id text PRIMARY KEY,
      at timestamptz NOT NULL,
      agent_id text NOT NULL,
      act text NOT NULL,
      subject text NOT NULL,
      detail text NOT NULL
    )`,
    `CREATE INDEX schedule_audit_by_time ON schedule_audit (at)`,
  ],
}
