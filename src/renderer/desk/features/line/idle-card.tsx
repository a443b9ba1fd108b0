import { useTranslation } from 'react-i18next'
import { useAnswer, useAnswerPart } from '../../app/answers.ts'
import { useShiftNow } from '../../ui/use-shift-now.ts'
import { TaskNote } from './task-note.tsx'
import { NewsNote } from './news-note.tsx'
import { FunctionLine } from '../../ui/function-line.tsx'
import { WeekNote } from './week-note.tsx'
import { comingActivities } from './coming-activities.ts'

/** Between two calls: not empty, the next three things of the shift. */
export function IdleCard() {
  const { t } = useTranslation()
  const now = useShiftNow()
  const state = useAnswerPart('agent.get', {}, (agent) => agent.state)
  const shift = useAnswer('shift.today', {}).data
  const coming = shift ? comingActivities(shift, new Date(now)) : []
  const hint =
    state === 'ready'
      ? t('idle.waitingHint')
      : state === 'no-line'
        ? t('idle.noLineHint')
        : state === 'preparing'
          ? t('idle.preparingHint')
          : t('idle.noCallsHint')
  return (
    <>
      <h2>{state === 'ready' ? t('idle.waiting') : t('idle.noCalls')}</h2>
      <p className="quiet">{hint}</p>
      {notes}
      <h3 className="idle-heading">{t('idle.coming')}</h3>
      {coming.length === 0 && <p className="quiet">{t('idle.nothingMore')}</p>}
      <ol className="idle-list">
        {coming.map((activity) => (
          <li key={activity.from}>
            <span className="idle-time">{activity.now ? t('idle.now') : activity.from}</span>
            {t(`activity.${activity.kind}`)}
            <span className="quiet">{t('idle.until', { at: activity.to })}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

// Made once: the list below moves with the clock, and these need not be drawn again each second for it.
const notes = (
  <>
    <FunctionLine />
    <TaskNote />
    <NewsNote />
    <WeekNote />
  </>
)
