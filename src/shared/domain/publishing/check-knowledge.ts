import { checkDates } from './check-dates.ts'
import { checkReferences } from './check-references.ts'
import { checkSchema } from './check-schema.ts'
import { checkScript } from './check-script.ts'
import { checkTranslations } from './check-translations.ts'
import type { Finding } from './findings.ts'
import type { KnowledgeRecord } from './record.ts'

/** What a check may look at beside the record: everything else that would stand with it, and the day. */
export interface CheckContext {
  readonly records: readonly KnowledgeRecord[]
  /** `2026-11-21` in the city's time zone. */
  readonly today: string
}

export type KnowledgeCheck = (record: KnowledgeRecord, context: CheckContext) => Finding[]

/** One line per check; each looks at one record and never throws on a half-written one. */
const checks: readonly KnowledgeCheck[] = [checkDates, checkReferences, checkTranslations, checkScript]

/**
 * Everything that must be put right before a record may go to review, and what a reader should know.
 * `standing` is what else will be on the desks; a record of the same name in it is replaced by the one checked.
 */
export function checkKnowledge(
  records: readonly KnowledgeRecord[],
  { standing, today }: { standing: readonly KnowledgeRecord[]; today: string },
): Finding[] {
  const named = new Set(records.map(keyOf))
  const context = { records: [...standing.filter((one) => !named.has(keyOf(one))), ...records], today }
  return records.flatMap((record) => {
    const found = checks.flatMap((check) => check(record, context))
    const said = new Set(found.map(({ field }) => field))
    return [...found, ...checkSchema(record, context).filter(({ field }) => !said.has(field))]
  })
}

function keyOf({ entity, id }: KnowledgeRecord): string {
  return `${entity} ${id}`
}
