import { checkCardNumbers } from './check-card-numbers.ts'
import { checkDates } from './check-dates.ts'
import { checkReferences } from './check-references.ts'
import { checkRules } from './check-rules.ts'
import { checkSchema } from './check-schema.ts'
import { checkScriptRecord } from './check-script.ts'
import { checkTranslations } from './check-translations.ts'
import type { Finding } from './findings.ts'
import type { KnowledgeRecord } from './record.ts'

/** What a check may look at beside the record: everything else that would stand with it, and the day. */
export interface CheckContext {
  readonly records: readonly KnowledgeRecord[]
  /** What stands under the same name, for what is judged against it. */
  readonly before?: KnowledgeRecord | undefined
  /** `2026-11-21` in the city's time zone. */
  readonly today: string
  /** Of those words that are whole sentences. */
  readonly language: 'es' | 'en'
}

export type KnowledgeCheck = (record: KnowledgeRecord, context: CheckContext) => Finding[]

/**
 * One line per check; each looks at one record and never throws on a half-written one. What one check said about a
 * field, the ones after it do not say again: the schema comes last because the others say some of it better.
 */
const checks: readonly KnowledgeCheck[] = [
  checkCardNumbers,
  checkScriptRecord,
  checkRules,
  checkDates,
  checkReferences,
  checkTranslations,
  checkSchema,
]

/**
 * Everything that must be put right before a record may go to review, and what a reader should know.
 * `standing` is what else will be on the desks; a record of the same name in it is replaced by the one checked.
 */
export function checkKnowledge(
  records: readonly KnowledgeRecord[],
  among: { standing: readonly KnowledgeRecord[]; today: string; language?: 'es' | 'en' },
): Finding[] {
  const { standing, today, language = 'es' } = among
  const named = new Set(records.map(keyOf))
  const others = standing.filter((one) => !named.has(keyOf(one)))
  const all = [...others, ...records]
  return records.flatMap((record) => {
    const before = standing.find((one) => keyOf(one) === keyOf(record))
    const context = { records: all, before, today, language }
    const said = new Set<string>()
    return checks.flatMap((check) => {
      const found = check(record, context).filter(({ field }) => !said.has(field))
      for (const { field } of found) said.add(field)
      return found
    })
  })
}

function keyOf({ entity, id }: KnowledgeRecord): string {
  return `${entity} ${id}`
}
