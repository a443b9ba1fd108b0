import type { PlanningChange } from '../../../shared/contract.ts'
import type { Planning } from '../../../shared/domain/schedules/planning.ts'
import { assertNever } from '../../../shared/errors.ts'

/** What leads plan by after one hand's turn; the backend is told the whole. */
export function changedPlanning(planning: Planning, change: PlanningChange, newId: () => string): Planning {
  switch (change.kind) {
    case 'add-absence':
      return { ...planning, absences: [...planning.absences, { absenceId: newId(), ...change.absence }] }
    case 'remove-absence':
      return {
        ...planning,
        absences: planning.absences.filter(({ absenceId }) => absenceId !== change.absenceId),
      }
    case 'add-pattern':
      return { ...planning, patterns: [...planning.patterns, { patternId: newId(), ...change.pattern }] }
    case 'remove-pattern':
      return {
        ...planning,
        patterns: planning.patterns.filter(({ patternId }) => patternId !== change.patternId),
      }
    case 'set-policy':
      return { ...planning, policy: change.policy }
    case 'set-limits':
      return { ...planning, limits: change.limits }
    case 'set-holiday':
      return {
        ...planning,
        holidays: [...planning.holidays.filter(({ day }) => day !== change.holiday.day), change.holiday],
      }
    case 'remove-holiday':
      return { ...planning, holidays: planning.holidays.filter(({ day }) => day !== change.day) }
    case 'set-contract':
      return {
        ...planning,
        contracts: [
          ...planning.contracts.filter(({ agentId }) => agentId !== change.contract.agentId),
          change.contract,
        ],
      }
    case 'set-floor':
      return {
        ...planning,
        floors: [...planning.floors.filter(({ queueId }) => queueId !== change.floor.queueId), change.floor],
      }
    case 'remove-floor':
      return { ...planning, floors: planning.floors.filter(({ queueId }) => queueId !== change.queueId) }
    default:
      return assertNever(change)
  }
}
