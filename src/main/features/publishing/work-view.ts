import type { KnowledgeWork, WorkBase, WorkConflict } from '../../../shared/contract.ts'
import { differences } from '../../../shared/domain/publishing/differences.ts'
import type { Draft } from '../../../shared/domain/publishing/draft.ts'
import { versionOf } from '../../../shared/domain/publishing/record.ts'
import type { RecordHistory } from '../../../shared/publishing-api.ts'
import type { Unsent } from './unsent-words.ts'

/** What the core knows of a record that is open on the page. */
export interface OpenedRecord {
  readonly entity: KnowledgeWork['entity']
  readonly id: string
  readonly history: RecordHistory
  readonly online: boolean
  /** Names the draft of a record that has none yet. */
  readonly freshDraftId: string
  /** Why what is only here was not taken. */
  readonly refusal: 'conflict' | { readonly why: string } | undefined
}

/** Of a record that this desk cannot ask about now. */
export const unknownHistory: RecordHistory = { versions: [], audit: [], doc: null, open: null }

/** The record as the lead sees it: his own words first, then the draft, then what is in use. */
export function workView(opened: OpenedRecord, unsent: Unsent | undefined): KnowledgeWork {
  const { entity, id, history, online } = opened
  const { open, doc, versions, audit } = history
  const { doc: written, ...draft } = open?.draft ?? { doc: undefined }
  return {
    entity,
    id,
    doc: unsent?.doc ?? written ?? doc ?? {},
    base: unsent?.base ?? baseOn(opened),
    inUse: doc === null ? 0 : versionOf({ doc }),
    draft: open ? (draft as KnowledgeWork['draft']) : null,
    findings: open?.findings ?? [],
    differences: open?.differences ?? [],
    versions,
    audit,
    kept: unsent ? 'here' : open ? 'draft' : 'in-use',
    conflict: unsent && opened.refusal !== undefined ? conflictOf(opened, unsent) : null,
    online,
  }
}

/** What somebody who begins now writes on. */
export function baseOn({ history, freshDraftId }: OpenedRecord): WorkBase {
  const { open, doc } = history
  if (!open) return { draftId: freshDraftId, baseVersion: doc === null ? 0 : versionOf({ doc }), seen: null }
  const { draftId, baseVersion, written } = open.draft
  return { draftId, baseVersion, seen: written?.at ?? null }
}

function conflictOf({ history, refusal }: OpenedRecord, unsent: Unsent): WorkConflict {
  if (refusal !== 'conflict') return { kind: 'refused', why: refusal?.why ?? '' }
  const draft = history.open?.draft
  if (!draft) return { kind: 'over' }
  if (draft.phase.name === 'with-team') return { kind: 'with-team', team: draft.phase.team }
  return { kind: 'written', ...writerOf(draft), differences: differences(unsent.doc, draft.doc) }
}

function writerOf(draft: Draft): { by: string; at: string } {
  return draft.written ?? { by: draft.authors.at(-1) ?? '', at: draft.changedAt }
}
