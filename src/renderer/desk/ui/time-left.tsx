import { useTranslation } from 'react-i18next'
import { usualAnswerHours } from '../../../shared/domain/cases/case-life.ts'
import type { SecondLevel } from '../../../shared/domain/cases/case-step.ts'
import {
  hoursAndMinutes,
  usualWorkingDays,
  workingMsBetween,
} from '../../../shared/domain/cases/working-time.ts'
import { hourMs } from '../../../shared/domain/shifts/clock-time.ts'
import { useAnswer } from '../app/answers.ts'
import { IconAlertTriangle, IconPlayerPause } from './icons.ts'
import { useNow } from './use-now.ts'

/** Shapes of what is left of a promise: a dial that empties, and a triangle once it is over. */
const arcs = {
  much: 'M8 8 V1 A7 7 0 1 1 1 8 Z',
  half: 'M8 8 V1 A7 7 0 0 1 8 15 Z',
  little: 'M8 8 V1 A7 7 0 0 1 15 8 Z',
} as const

/** How much working time level 2 still has for a case, in words and by a shape, never by colour alone. */
export function TimeLeft({ secondLevel, unitId }: { secondLevel: SecondLevel; unitId: string | undefined }) {
  const { t } = useTranslation()
  const now = useNow()
  const city = useAnswer('session.get', {}).data?.city
  const units = useAnswer('catalogue.get', {}).data?.units
  if (secondLevel.state !== 'queued' && secondLevel.state !== 'taken')
    return (
      <p className="time-left" data-shape="stopped">
        <IconPlayerPause size={16} aria-hidden="true" /> {t('level.stopped')}
      </p>
    )
  const { timeZone = 'UTC', unitHours } = city ?? {}
  const left = workingMsBetween(now, Date.parse(secondLevel.dueAt), {
    timeZone,
    days: unitHours?.days ?? usualWorkingDays,
    holidays: unitHours?.holidays ?? [],
  })
  const figures = hoursAndMinutes(left)
  if (left <= 0)
    return (
      <p className="time-left" data-shape="over">
        <IconAlertTriangle size={16} aria-hidden="true" /> {t('level.over', figures)}
      </p>
    )
  const promised =
    (units?.find((unit) => unit.unitId === unitId)?.answerWithinHours ?? usualAnswerHours) * hourMs
  const shape = left > promised / 2 ? 'much' : left > promised / 4 ? 'half' : 'little'
  return (
    <p className="time-left" data-shape={shape}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" />
        <path d={arcs[shape]} fill="currentColor" />
      </svg>
      {t(shape === 'little' ? 'level.leftLittle' : 'level.left', figures)}
    </p>
  )
}
