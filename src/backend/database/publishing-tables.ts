import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>

/** The part of the database that the publishing of knowledge keeps (migration 0020). */
export interface PublishingTables {
  /** Content by its hash, in every version that ever went out. */
  knowledge_documents: { sha256: string; doc: Json }
  /** `audience` is `all` or a team; the newest of an audience is its own. */
  knowledge_bundles: {
    bundle_version: number
    audience: string
    manifest: string
    signature: string
    key_id: string
    created_at: Date
  }
  /** `phase` and `publish_at` repeat what is in `draft`, to find it by. */
  knowledge_drafts: {
    draft_id: string
    entity: string
    id: string
    phase: string
    publish_at: Date | null
    draft: Json
  }
  knowledge_versions: {
    entity: string
    id: string
    version: number
    sha256: string
    /** The first bundle it went out with. */
    bundle_version: number
    published_at: Date
    published_by: string
    approved_by: string | null
    team: string | null
    taken_back: Generated<boolean>
    rolled_back_to: number | null
    reason: string | null
  }
  /** The last word of each agent's desk about what it was offered. */
  knowledge_installs: {
    agent_id: string
    bundle_version: number
    installed_at: Date
    refusal: string | null
    told_at: Date
  }
  knowledge_reads: { entity: string; id: string; version: number; agent_id: string; read_at: Date }
  knowledge_audit: {
    number: Generated<number>
    at: Date
    by: string
    action: string
    entity: string | null
    id: string | null
    version: number | null
    detail: string
  }
  /** What the city's files said last, so that a start does not undo what team leads published since. */
  pack_prints: { entity: string; id: string; fingerprint: string }
}
