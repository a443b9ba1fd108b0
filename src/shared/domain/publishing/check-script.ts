import { checkScript } from '../scripts/check-script.ts'
import { ScriptDraft } from '../script.ts'
import type { KnowledgeCheck } from './check-knowledge.ts'
import type { PublishedEntity } from './record.ts'

/**
 * The script's own checks (ways, conditions, words, dates, approvals) among everything that would stand with it.
 * Their words are whole sentences already. A script too incomplete for them is told by its schema.
 */
export const checkScriptRecord: KnowledgeCheck = ({ entity, id, doc }, { records, today, language }) => {
  const script = entity === 'script' ? ScriptDraft.safeParse(doc) : undefined
  if (!script?.success) return []
  const idsOf = (kind: PublishedEntity): Set<string> =>
    new Set(records.filter((record) => record.entity === kind).map((record) => record.id))
  const found = checkScript(script.data, {
    today,
    language,
    scriptOf(scriptId) {
      const other = records.find((record) => record.entity === 'script' && record.id === scriptId)
      return other && ScriptDraft.safeParse(other.doc).data
    },
    serviceCodes: idsOf('service'),
    unitIds: idsOf('unit'),
  })
  return found.map(({ stepId, field, words, blocking }) => {
    const index = script.data.steps.findIndex((step) => step.stepId === stepId)
    const place = [
      ...(stepId === undefined ? [] : ['steps', index]),
      ...(field === undefined || field === '' ? [] : [field]),
    ]
    return {
      entity,
      id,
      field: place.join('.'),
      rule: 'script' as const,
      level: blocking ? ('error' as const) : ('warning' as const),
      detail: `${stepId === undefined ? '' : `${stepId}: `}${words}`.slice(0, 500),
    }
  })
}
