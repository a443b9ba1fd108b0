import { Day } from '../basics.ts'
import type { KnowledgeCheck } from './check-knowledge.ts'
import type { Finding } from './findings.ts'

/**
 * A source that nobody has looked at since its review was due, or a text that is no longer in force, must not go
 * out as if it were fresh (domain §4.2). What is marked as suspended or repealed may: that is how desks learn of it.
 */
export const checkDates: KnowledgeCheck = ({ entity, id, doc }, { today }) => {
  const past = (field: string): string | undefined => {
    const day = Day.safeParse(doc[field])
    return day.success && day.data < today ? day.data : undefined
  }
  const found = (field: string, rule: Finding['rule'], level: Finding['level']): Finding[] => {
    const detail = past(field)
    return detail === undefined ? [] : [{ entity, id, field, rule, level, detail }]
  }
  const withdrawn = doc['status'] === 'suspended' || doc['status'] === 'repealed'
  return [
    ...found('reviewDue', 'review-overdue', withdrawn ? 'warning' : 'error'),
    ...found('validTo', 'out-of-force', withdrawn ? 'warning' : 'error'),
  ]
}
