import type { Migration } from '../migrate.ts'

/**
 * Knowledge travels in signed bundles from here on: what was announced of it as a loose change is no longer told.
 * `knowledge_documents` is addressed by content, so that a team may have another version than the rest.
 */
export const publishing: Migration = {
  number: 20,
  name: 'publishing',
  statements: [
    `DELETE FROM changes WHERE entity IN ('article', 'procedure', 'queue', 'rules', 'script', 'service', 'unit')`,
    `CREATE TABLE knowledge_documents (sha256 text PRIMARY KEY, doc json NOT NULL)`,
    `CREATE TABLE knowledge_bundles (
      bundle_version bigint PRIMARY KEY,
      audience text NOT NULL,
      manifest text NOT NULL,
      signature text NOT NULL,
      key_id text NOT NULL,
      created_at timestamptz NOT NULL
    )`,
    `CREATE INDEX knowledge_bundles_by_audience ON knowledge_bundles (audience, bundle_version)`,
    `CREATE TABLE knowledge_drafts (
      draft_id text PRIMARY KEY,
      entity text NOT NULL,
      id text NOT NULL,
      phase text NOT NULL,
      publish_at timestamptz,
      draft json NOT NULL
    )`,
    `CREATE UNIQUE INDEX knowledge_drafts_open ON knowledge_drafts (entity, id)
      WHERE phase NOT IN ('published', 'discarded')`,
    `CREATE TABLE knowledge_versions (
      entity text NOT NULL,
      id text NOT NULL,
      version integer NOT NULL,
      sha256 text NOT NULL,
      bundle_version bigint NOT NULL,
      published_at timestamptz NOT NULL,
      published_by text NOT NULL,
      approved_by text,
      team text,
      taken_back boolean NOT NULL DEFAULT false,
      rolled_back_to integer,
      reason text,
      PRIMARY KEY (entity, id, version)
    )`,
    `CREATE TABLE knowledge_installs (
      agent_id text PRIMARY KEY,
      bundle_version bigint NOT NULL,
      installed_at timestamptz NOT NULL,
      refusal text,
      told_at timestamptz NOT NULL
    )`,
    `CREATE TABLE knowledge_reads (
      entity text NOT NULL,
      id text NOT NULL,
      version integer NOT NULL,
      agent_id text NOT NULL,
      read_at timestamptz NOT NULL,
      PRIMARY KEY (entity, id, version, agent_id)
    )`,
    `CREATE TABLE knowledge_audit (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL,
      by text NOT NULL,
      action text NOT NULL,
      entity text,
      id text,
      version integer,
      detail text NOT NULL
    )`,
    `CREATE INDEX knowledge_audit_by_record ON knowledge_audit (entity, id, number)`,
    `CREATE TABLE pack_prints (
      entity text NOT NULL,
      id text NOT NULL,
      fingerprint text NOT NULL,
      PRIMARY KEY (entity, id)
    )`,
  ],
}
