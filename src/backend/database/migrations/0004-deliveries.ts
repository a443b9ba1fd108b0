import type { Migration } from '../migrate.ts'

/**
 * The way of a case to systems of others. `open311_routes` says which services go where, so that a case and its
 * deliveries are written in one transaction, by whichever process accepts the case. `next_at` null waits for
 * nothing, or for a person. The index serves the public list of cases.
 */
export const deliveries: Migration = {
  number: 4,
  name: 'deliveries',
  statements: [
    `CREATE TABLE open311_routes (
      destination text NOT NULL,
      service_code text NOT NULL,
      PRIMARY KEY (destination, service_code)
    )`,
    `CREATE INDEX open311_routes_by_service ON open311_routes (service_code)`,
    `CREATE TABLE open311_destinations (
      destination text PRIMARY KEY,
      followed_at timestamptz
    )`,
    `CREATE TABLE deliveries (
      service_request_id text NOT NULL,
      destination text NOT NULL,
      state text NOT NULL
        CHECK (state IN ('queued', 'sending', 'unknown', 'token-pending', 'delivered', 'refused')),
      reference text,
      token text,
      reason text,
      attempts integer NOT NULL DEFAULT 0,
      queued_at timestamptz NOT NULL,
      sent_at timestamptz,
      changed_at timestamptz NOT NULL,
      next_at timestamptz,
      agreed_status text NOT NULL DEFAULT 'open' CHECK (agreed_status IN ('open', 'closed')),
      heard_at timestamptz,
      PRIMARY KEY (service_request_id, destination)
    )`,
    `CREATE INDEX deliveries_due ON deliveries (destination, next_at) WHERE next_at IS NOT NULL`,
    `CREATE INDEX deliveries_by_reference ON deliveries (destination, reference)`,
    `CREATE INDEX service_requests_by_acceptance ON service_requests (accepted_at, service_request_id)`,
  ],
}
