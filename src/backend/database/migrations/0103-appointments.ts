import type { Migration } from '../migrate.ts'

/**
 * Seats and who has them. A slot has a row only once somebody wanted it: its row is the lock by which one wins. Who
 * comes and how he is written to lies apart from the appointment, which every desk may see.
 */
export const appointments: Migration = {
  number: 103,
  name: 'appointments',
  statements: [
    `CREATE TABLE slots (
      slot_id text PRIMARY KEY,
      starts_at timestamptz NOT NULL
    )`,
    `CREATE TABLE seats (
      seat_id text PRIMARY KEY,
      slot_id text NOT NULL REFERENCES slots (slot_id),
      agent_id text NOT NULL,
      held_until timestamptz,
      extensions integer NOT NULL DEFAULT 0
    )`,
    `CREATE INDEX seats_by_slot ON seats (slot_id)`,
    `CREATE TABLE visitors (
      appointment_id text PRIMARY KEY,
      number text NOT NULL UNIQUE,
      name text NOT NULL,
      phone text NOT NULL,
      procedure_id text,
      remind_by text NOT NULL CHECK (remind_by IN ('none', 'call', 'sms', 'email')),
      remind_to text NOT NULL,
      forget_at timestamptz
    )`,
    `CREATE INDEX visitors_by_phone ON visitors (phone)`,
    `CREATE INDEX visitors_by_end ON visitors (forget_at)`,
    `CREATE TABLE notices (
      notice_id text PRIMARY KEY,
      appointment_id text NOT NULL REFERENCES visitors (appointment_id) ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('confirmation', 'change', 'cancellation', 'reminder')),
      channel text NOT NULL CHECK (channel IN ('call', 'sms', 'email')),
      address text NOT NULL,
      due_at timestamptz NOT NULL,
      until timestamptz NOT NULL,
      taken_until timestamptz
    )`,
    `CREATE INDEX notices_by_due ON notices (due_at)`,
    `CREATE INDEX notices_by_appointment ON notices (appointment_id)`,
    `CREATE TABLE appointment_counters (year integer PRIMARY KEY, last integer NOT NULL)`,
  ],
}
