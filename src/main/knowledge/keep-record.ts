import type { z } from 'zod'
import { entities, type Entity } from '../../shared/backend-api.ts'
import type { KnowledgeEntity, KnowledgeRows } from '../db/knowledge.ts'

/**
 * Takes one record into the cache. One that breaks a rule is noted with field and rule, and the last good one stays
 * in use: then the answer is false.
 */
export function keepRecord(entity: Entity, id: string, doc: unknown, knowledge: KnowledgeRows): boolean {
  const schema: z.ZodType = entities[entity]
  const parsed = schema.safeParse(doc)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    knowledge.noteProblem({
      entity,
      id,
      field: issue?.path.join('.') ?? '',
      rule: issue?.message ?? '',
    })
    return false
  }
  knowledge.clearProblem(entity, id)
  knowledge.put(entity as KnowledgeEntity, id, parsed.data as never)
  return true
}
