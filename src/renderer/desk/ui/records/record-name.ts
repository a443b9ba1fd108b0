import type { RecordKind, RecordView } from '../../../../shared/contract.ts'

/** What the core knows a record by. */
export function recordName(view: RecordView): { kind: RecordKind; id: string } {
  return view.kind === 'procedure'
    ? { kind: view.kind, id: view.record.procedureId }
    : { kind: view.kind, id: view.record.articleId }
}
