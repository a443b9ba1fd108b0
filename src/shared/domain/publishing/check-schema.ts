import type { z } from 'zod'
import { entities } from '../../backend-api.ts'
import { plainRule } from '../../plain-rule.ts'
import { ruleWords } from '../../rule-words.ts'
import type { KnowledgeCheck } from './check-knowledge.ts'

const schemas: Readonly<Record<string, z.ZodType | undefined>> = entities

/** What every desk would refuse when it reads the record. Last, because other checks say some of it better. */
export const checkSchema: KnowledgeCheck = ({ entity, id, doc }, { language }) => {
  const parsed = schemas[entity]?.safeParse(doc, { reportInput: true })
  if (parsed === undefined || parsed.success) return []
  return parsed.error.issues.map((issue) => ({
    entity,
    id,
    field: issue.path.map(String).join('.'),
    rule: 'breaks-schema' as const,
    level: 'error' as const,
    detail: ruleWords(plainRule(issue), language).slice(0, 500),
  }))
}
