import type { CityInfo } from '../../../shared/backend-api.ts'
import { usualAnswerHours, type AnswerTerms } from '../../../shared/domain/cases/case-life.ts'
import { usualWorkingDays } from '../../../shared/domain/cases/working-time.ts'
import type { CacheRows } from '../../db/rows.ts'

/** By when a unit answers, as this desk knows it before the backend has said so. */
export function answerTerms(deps: {
  rows: Pick<CacheRows, 'knowledge'>
  city: () => Pick<CityInfo, 'timeZone' | 'unitHours'> | undefined
}): (unitId: string | undefined) => AnswerTerms {
  return (unitId) => {
    const { timeZone, unitHours } = deps.city() ?? { timeZone: 'UTC', unitHours: undefined }
    const unit = unitId === undefined ? undefined : deps.rows.knowledge.one('unit', unitId)
    return {
      withinHours: unit?.answerWithinHours ?? usualAnswerHours,
      hours: { timeZone, days: unitHours?.days ?? usualWorkingDays, holidays: unitHours?.holidays ?? [] },
    }
  }
}
