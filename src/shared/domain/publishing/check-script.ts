import { z } from 'zod'
import { graphFaults } from '../script-graph.ts'
import type { KnowledgeCheck } from './check-knowledge.ts'
import type { FindingRule } from './findings.ts'

/** As much of a half-written script as its paths need. */
const Paths = z.object({
  start: z.string().catch(''),
  overdueStart: z.string().optional().catch(undefined),
  steps: z
    .array(
      z.object({
        stepId: z.string().catch(''),
        next: z.string().optional().catch(undefined),
        choices: z
          .array(z.object({ key: z.string().catch(''), next: z.string().catch('') }))
          .catch([])
          .default([]),
        fields: z
          .array(z.object({ field: z.string().catch('') }))
          .catch([])
          .default([]),
        end: z.unknown().optional(),
      }),
    )
    .catch([]),
})

/** Dead ends, steps nobody reaches, circles, and a health script that nobody answers for (domain §4.5). */
export const checkScript: KnowledgeCheck = ({ entity, id, doc }) => {
  if (entity !== 'script') return []
  const found = (field: string, rule: FindingRule, detail: string) => ({
    entity,
    id,
    field,
    rule,
    level: 'error' as const,
    detail,
  })
  const paths = Paths.safeParse(doc)
  if (!paths.success) return [found('steps', 'breaks-schema', 'steps')]
  const { steps } = paths.data
  const nameOf = (path: readonly (string | number)[]) => steps[Number(path[1])]?.stepId ?? ''
  const ends = steps.flatMap((step, index) =>
    step.end === undefined && step.next === undefined && step.choices.length === 0
      ? [found(`steps.${index}`, 'dead-end', step.stepId)]
      : [],
  )
  const faults = graphFaults(paths.data).map(({ path, rule }) =>
    found(path.join('.'), ruleOf(rule), nameOf(path) || rule),
  )
  const approver = doc['clinicalApprover']
  const unsigned = doc['sensitivity'] === 'health' && (typeof approver !== 'string' || approver.trim() === '')
  return [...ends, ...faults, ...(unsigned ? [found('clinicalApprover', 'no-clinical-approver', '')] : [])]
}

function ruleOf(fault: string): FindingRule {
  if (fault.startsWith('no path leads')) return 'unreachable'
  if (fault.startsWith('the path comes back')) return 'circle'
  return fault.startsWith('no step named') ? 'dead-end' : 'breaks-schema'
}
