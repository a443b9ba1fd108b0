import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'

/** The week in one line that changes with every key: what is missing, what keeps it from going out, what is kept. */
export function WeekState({ view, said }: { view: ScheduleView; said: string }) {
  const { t, i18n } = useTranslation()
  const hard = view.violations.filter((one) => one.hard).length
  const soft = view.violations.length - hard
  const missing = Math.round(view.summary.missingHours * 10) / 10
  return (
    <p className="week-state">
      <output data-testid="week-state">
        {missing === 0
          ? t('schedules.nothingMissing')
          : t('schedules.missingNow', { hours: missing.toLocaleString(i18n.language) })}
        {' · '}
        {hard === 0 ? t('schedules.mayPublish') : t('schedules.hardNow', { count: hard })}
        {soft > 0 && ` · ${t('schedules.softNow', { count: soft })}`}
        {' · '}
        {view.saved ? t('schedules.saved') : t('schedules.unsaved')}
      </output>{' '}
      <output className="week-said">{said}</output>
    </p>
  )
}
