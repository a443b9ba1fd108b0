import { ulid } from 'ulid'
import type { EditableEntity } from '../../shared/domain/publishing/record.ts'
import { versionOf } from '../../shared/domain/publishing/record.ts'
import type { PackProblem } from '../../shared/pack.ts'
import type { ImportDrafts, ImportedDrafts } from '../../shared/publishing-api.ts'
import { ruleWords } from '../../shared/rule-words.ts'
import { readRecord } from '../changes/change-log.ts'
import { readFaq } from '../pack/exchange/faq.ts'
import { readProceduresCsv } from '../pack/exchange/procedures-csv.ts'
import { openDraftOf } from './drafts.ts'
import type { Publishing } from './publish.ts'
import { saveDraft } from './save-draft.ts'

interface Row {
  readonly entity: EditableEntity
  readonly id: string
  readonly doc: Record<string, unknown> & { title: string }
}

/**
 * Every sound row becomes a draft of whoever imports it, on the version in use; nothing goes out. A row that is
 * wrong, or whose record somebody else is writing, costs only itself. The same file twice is the same drafts.
 */
export async function importDrafts(
  publishing: Publishing,
  wish: ImportDrafts,
  { by, language }: { by: string; language: 'es' | 'en' },
): Promise<ImportedDrafts> {
  const { rows, problems } = read(wish)
  const drafts: ImportedDrafts['drafts'] = []
  for (const { entity, id, doc } of rows) {
    const open = await openDraftOf(publishing.trx, entity, id)
    const other = open && (open.phase.name !== 'writing' || open.authors.some((author) => author !== by))
    if (other) {
      const rule = `${open.authors[0]} already writes a draft of it`
      problems.push({ file: wish.fileName, line: 0, column: 0, field: doc.title, rule })
      continue
    }
    const standing = await readRecord(publishing.trx, entity, id)
    const baseVersion = standing ? versionOf({ doc: standing as Record<string, unknown> }) : 0
    await saveDraft(publishing, open?.draftId ?? ulid(), { entity, id, doc, baseVersion, seen: null }, by)
    drafts.push({ entity, id, title: doc.title })
  }
  return {
    drafts,
    problems: problems.map(({ line, column, field, rule }) => ({
      line,
      column,
      field,
      rule: ruleWords(rule, language),
    })),
  }
}

function read(wish: ImportDrafts): { rows: Row[]; problems: PackProblem[] } {
  if (wish.format === 'faq') {
    const { articles, problems } = readFaq(wish.text, wish.fileName, wish.provenance)
    return { rows: articles.map((doc) => ({ entity: 'article', id: doc.articleId, doc })), problems }
  }
  const { procedures, problems } = readProceduresCsv(wish.text, wish.fileName)
  return { rows: procedures.map((doc) => ({ entity: 'procedure', id: doc.procedureId, doc })), problems }
}
