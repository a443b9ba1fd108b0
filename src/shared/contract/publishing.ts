import { z } from 'zod'
import { Code, Day, Id, Instant } from '../domain/basics.ts'
import { Difference } from '../domain/publishing/differences.ts'
import { Draft } from '../domain/publishing/draft.ts'
import { Finding } from '../domain/publishing/findings.ts'
import { EditableEntity } from '../domain/publishing/record.ts'
import {
  AuditEntry,
  DifferenceList,
  DraftStep,
  ImportDrafts,
  ImportedDrafts,
  KnowledgeOverview,
  KnowledgeVersion,
  Readers,
  RollBack,
  WhichRecord,
} from '../publishing-api.ts'
import { done, nothing, request } from './request.ts'

const Doc = z.record(z.string(), z.unknown())

/** Which words a lead writes on: the draft, the version in use it began from, and when its words were written. */
export const WorkBase = z.object({
  draftId: Id,
  baseVersion: z.number().int().nonnegative(),
  seen: Instant.nullable(),
})
export type WorkBase = z.infer<typeof WorkBase>

/** Why what was typed here did not become the draft; nothing of it is lost until somebody chooses. */
export const WorkConflict = z.discriminatedUnion('kind', [
  /** Another lead wrote meanwhile: what his words have otherwise than the ones here. */
  z.object({ kind: z.literal('written'), by: Code, at: Instant, differences: z.array(Difference) }),
  /** The draft went out or was discarded meanwhile. */
  z.object({ kind: z.literal('over') }),
  z.object({ kind: z.literal('with-team'), team: Code }),
  z.object({ kind: z.literal('refused'), why: z.string() }),
])
export type WorkConflict = z.infer<typeof WorkConflict>

/** One record as a lead works on it: the words before him and everything the city knows about them. */
export const KnowledgeWork = z.object({
  entity: EditableEntity,
  id: Code,
  /** What is only on this desk, else the draft, else what is in use. */
  doc: Doc,
  base: WorkBase,
  /** The version that everybody has; 0 for none. */
  inUse: z.number().int().nonnegative(),
  draft: Draft.omit({ doc: true }).nullable(),
  findings: z.array(Finding),
  /** Of the draft against the version in use. */
  differences: z.array(Difference),
  versions: z.array(KnowledgeVersion),
  audit: z.array(AuditEntry),
  /** Where the words before him are: nowhere but in use, with the backend, or only on this desk. */
  kept: z.enum(['in-use', 'draft', 'here']),
  conflict: WorkConflict.nullable(),
  /** False while the backend does not answer: writing goes on, deciding waits. */
  online: z.boolean(),
})
export type KnowledgeWork = z.infer<typeof KnowledgeWork>

/** Words that only this desk has. */
export const UnsentWork = WhichRecord.extend({ title: z.string(), at: Instant })
export type UnsentWork = z.infer<typeof UnsentWork>

/** Asked for what is written and decided about the city's knowledge: team leads only, the backend says so. */
export const publishingRequests = {
  /** Today is the day in the city, by which a review is overdue. */
  'publishing.overview': request(nothing, KnowledgeOverview.extend({ today: Day })),
  /** Answered with the cable out too. */
  'publishing.unsent': request(nothing, z.array(UnsentWork)),
  'publishing.open': request(WhichRecord, KnowledgeWork),
  /** What is known of an opened record without asking anybody: read after `publishing.changed`. */
  'publishing.work': request(WhichRecord, KnowledgeWork),
  /** Kept on this desk before it answers, and with the backend soon after. */
  'publishing.keep': request(WhichRecord.extend({ doc: Doc, base: WorkBase }), done),
  /** A new record, with what the form needs; kept on this desk. */
  'publishing.begin': request(
    z.object({
      entity: EditableEntity.extract(['article', 'procedure', 'script']),
      title: z.string().trim().min(1).max(120),
    }),
    WhichRecord,
  ),
  /** A first draft of a script that tells a procedure. */
  'publishing.beginFrom': request(z.object({ procedureId: Code }), WhichRecord),
  /** After a conflict: `mine` goes on from what the other wrote, `theirs` lets go of what is only here. */
  'publishing.settle': request(WhichRecord.extend({ take: z.enum(['mine', 'theirs']) }), KnowledgeWork),
  /** The same words once more, begun from the version that is in use now. */
  'publishing.rebase': request(WhichRecord, KnowledgeWork),
  /** What is only here is sent first: a step is about the words that the lead sees. */
  'publishing.step': request(WhichRecord.extend({ step: DraftStep }), KnowledgeWork),
  'publishing.differences': request(
    WhichRecord.extend({ from: z.number().int().nonnegative(), to: z.number().int().positive() }),
    DifferenceList,
  ),
  'publishing.readers': request(WhichRecord.extend({ version: z.number().int().positive() }), Readers),
  'publishing.rollBack': request(RollBack, KnowledgeWork),
  /** The signed bundle as a file, for a USB stick. */
  'publishing.export': request(nothing, z.object({ fileName: z.string(), text: z.string() })),
  'publishing.import': request(z.object({ wish: ImportDrafts }), ImportedDrafts),
} as const
