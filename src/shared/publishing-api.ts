import { z } from 'zod'
import { Code, Day, Id, Instant } from './domain/basics.ts'
import { BundleDocument, BundleRefusal, DocumentHash } from './domain/publishing/bundle.ts'
import { Difference } from './domain/publishing/differences.ts'
import { Draft } from './domain/publishing/draft.ts'
import { Finding } from './domain/publishing/findings.ts'
import { EditableEntity, PublishedEntity } from './domain/publishing/record.ts'

/** What desks and team leads ask the backend about knowledge. The first three are every desk's, the rest team leads'. */
export const publishingPaths = {
  bundle: '/v1/knowledge/bundle',
  documents: '/v1/knowledge/documents',
  installed: '/v1/knowledge/installed',
  overview: '/v1/knowledge/overview',
  record: '/v1/knowledge/record',
  draft: '/v1/knowledge/drafts',
  readers: '/v1/knowledge/readers',
  differences: '/v1/knowledge/differences',
  imported: '/v1/knowledge/import',
  rollBack: '/v1/knowledge/roll-back',
  exported: '/v1/knowledge/export',
} as const

/** A few hundred records as a spreadsheet saves them. */
const ImportedText = z.string().max(1_500_000)

/** As many documents as one answer carries. */
const documentsPerRequest = 200

export const AskDocuments = z.object({ hashes: z.array(DocumentHash).min(1).max(documentsPerRequest) })
export const Documents = z.object({ documents: z.array(BundleDocument) })

/** What a desk says about the bundle it was offered; the last word of each agent's desk is kept. */
export const BundleReceipt = z.object({
  bundleVersion: z.number().int().nonnegative(),
  refusal: BundleRefusal.nullable(),
})
export type BundleReceipt = z.infer<typeof BundleReceipt>

export const KnowledgeVersion = z.object({
  version: z.number().int().nonnegative(),
  publishedAt: Instant,
  /** `pack:` where the city's files brought it. */
  publishedBy: z.string(),
  approvedBy: z.string().nullable(),
  /** The team that has it before everybody else, or had it when it was taken back. */
  team: Code.nullable(),
  state: z.enum(['in-use', 'with-team', 'replaced', 'taken-back']),
  /** The version whose content came back with this one. */
  rolledBackTo: z.number().int().nullable(),
  reason: z.string().nullable(),
})
export type KnowledgeVersion = z.infer<typeof KnowledgeVersion>

export const AuditEntry = z.object({
  at: Instant,
  by: z.string(),
  action: z.enum([
    'edited',
    'submitted',
    'approved',
    'refused',
    'scheduled',
    'given-to-team',
    'published',
    'rolled-back',
    'discarded',
    'exported',
  ]),
  entity: PublishedEntity.nullable(),
  id: z.string().nullable(),
  version: z.number().int().nullable(),
  detail: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** One line of the team lead's list: what is in use, and what somebody is writing about it. */
export const KnowledgeLine = z.object({
  entity: EditableEntity,
  id: Code,
  title: z.string(),
  /** The version in use; 0 where nothing was ever published. */
  version: z.number().int().nonnegative(),
  publishedAt: Instant.nullable(),
  reviewDue: z.string().nullable(),
  draft: Draft.omit({ doc: true }).nullable(),
})
export type KnowledgeLine = z.infer<typeof KnowledgeLine>

export const KnowledgeOverview = z.object({
  lines: z.array(KnowledgeLine),
  teams: z.array(Code),
  bundle: z.object({ bundleVersion: z.number().int(), createdAt: Instant, records: z.number().int() }),
  /** Everybody's name, so that versions and drafts are told by people and not by codes. */
  people: z.array(z.object({ agentId: Code, name: z.string() })),
  /** Desks that refused what they were offered: somebody must look. */
  refusals: z.array(z.object({ agentId: Code, name: z.string(), refusal: BundleRefusal, at: Instant })),
})
export type KnowledgeOverview = z.infer<typeof KnowledgeOverview>

export const DraftView = z.object({
  draft: Draft,
  findings: z.array(Finding),
  /** Against the version in use. */
  differences: z.array(Difference),
})
export type DraftView = z.infer<typeof DraftView>

export const RecordHistory = z.object({
  versions: z.array(KnowledgeVersion),
  audit: z.array(AuditEntry),
  /** What stands, to begin a draft from; null for a record that is not published yet. */
  doc: z.record(z.string(), z.unknown()).nullable(),
  /** What somebody is writing about it, with what the checks say. */
  open: DraftView.nullable(),
})
export type RecordHistory = z.infer<typeof RecordHistory>

export const SaveDraft = z.object({
  entity: EditableEntity,
  id: Code,
  doc: z.record(z.string(), z.unknown()),
  baseVersion: z.number().int().nonnegative(),
  /** When the words were written that the writer had before him; null where he begins. */
  seen: Instant.nullable().default(null),
})

export const DraftStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('submit') }),
  /** `seen` is when the words were written that were looked at: others are not approved by mistake. */
  z.object({ step: z.literal('approve'), seen: Instant.nullable().optional() }),
  z.object({ step: z.literal('refuse'), reason: z.string().trim().min(3).max(500) }),
  z.object({ step: z.literal('schedule'), publishAt: Instant }),
  z.object({ step: z.literal('give-to-team'), team: Code }),
  z.object({ step: z.literal('publish') }),
  z.object({ step: z.literal('discard') }),
])
export type DraftStep = z.infer<typeof DraftStep>

export const WhichVersion = z.object({
  entity: EditableEntity,
  id: Code,
  version: z.coerce.number().int().positive(),
})

export const WhichDifference = z.object({
  entity: EditableEntity,
  id: Code,
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().positive(),
})
export const DifferenceList = z.object({ differences: z.array(Difference) })

export const RollBack = z.object({
  entity: EditableEntity,
  id: Code,
  toVersion: z.number().int().positive(),
  reason: z.string().trim().min(3).max(500),
})

/** «Quién no ha leído v12»: every agent, whether his desk has the version, and when he opened it. */
export const Readers = z.object({
  readers: z.array(
    z.object({
      agentId: Code,
      name: z.string(),
      team: Code.nullable(),
      /** Null while his desk has an older bundle or never said anything. */
      hasItSince: Instant.nullable(),
      readAt: Instant.nullable(),
    }),
  ),
})
export type Readers = z.infer<typeof Readers>

export const WhichRecord = z.object({ entity: EditableEntity, id: Code })

/** A table of procedures or a list of questions, as a spreadsheet saved it. */
export const ImportDrafts = z.discriminatedUnion('format', [
  z.object({ format: z.literal('procedures'), fileName: z.string().max(200), text: ImportedText }),
  z.object({
    format: z.literal('faq'),
    fileName: z.string().max(200),
    text: ImportedText,
    /** What a list of questions never says of itself. */
    provenance: z.object({
      source: z.string().trim().min(1).max(400),
      reviewedOn: Day,
      reviewDue: Day,
      clinicalApprover: z.string().trim().min(1).max(120).optional(),
    }),
  }),
])
export type ImportDrafts = z.infer<typeof ImportDrafts>

export const ImportedDrafts = z.object({
  drafts: z.array(z.object({ entity: EditableEntity, id: Code, title: z.string() })),
  /** What was left out, by line and column from 1; the rule in the asker's language. */
  problems: z.array(
    z.object({
      line: z.number().int(),
      column: z.number().int(),
      field: z.string(),
      rule: z.string(),
    }),
  ),
})
export type ImportedDrafts = z.infer<typeof ImportedDrafts>
export const WhichDraft = z.object({ draftId: Id })
/** The language of those words of a finding that are whole sentences. */
export const InLanguage = z.object({ language: z.enum(['es', 'en']).default('es') })
