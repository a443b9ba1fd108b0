import type { Kysely } from 'kysely'
import { Unit } from '../../shared/domain/catalogue.ts'
import { usualAnswerHours, type AnswerTerms } from '../../shared/domain/cases/case-life.ts'
import type { City } from '../../shared/domain/city.ts'
import { usualWorkingDays } from '../../shared/domain/cases/working-time.ts'
import { readRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'

/** What each of these units promises a citizen, by the working calendar of the city. */
export async function readAnswerTerms(
  db: Kysely<Database>,
  { timeZone, unitHours }: City,
  unitIds: readonly string[],
): Promise<(unitId: string | undefined) => AnswerTerms> {
  const hours = { timeZone, days: unitHours?.days ?? usualWorkingDays, holidays: unitHours?.holidays ?? [] }
  const units = await readRecords(db, 'unit', unitIds)
  return (unitId) => {
    const unit = Unit.optional().parse(unitId === undefined ? undefined : units.get(unitId))
    return { withinHours: unit?.answerWithinHours ?? usualAnswerHours, hours }
  }
}
