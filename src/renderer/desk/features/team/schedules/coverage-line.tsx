import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { dayName } from './day-name.ts'
import type { DayRange } from './day-range.ts'

const height = 60

/** What is planned against what is forecast, half hour by half hour, and the same in words. Of one day its own hours. */
export function CoverageLine({
  view,
  day,
  range,
}: {
  view: ScheduleView
  day: string | null
  range: DayRange | null
}) {
  const { t, i18n } = useTranslation()
  const { summary, planning } = view
  const { policy } = planning
  const shown = view.coverage.filter(
    (one) =>
      (day === null || one.day === day) &&
      (range === null || (one.half * 30 >= range.from && one.half * 30 < range.to)),
  )
  const most = Math.max(1, ...shown.map(({ planned, covered }) => Math.max(planned, covered)))
  const y = (agents: number) => height - (agents / most) * height
  const round = (hours: number) => (Math.round(hours * 10) / 10).toLocaleString(i18n.language)
  const worst = view.days
    .filter((one) => day === null || one === day)
    .map((one) => ({
      day: one,
      missing: view.coverage
        .filter((slot) => slot.day === one)
        .reduce((sum, slot) => sum + Math.max(0, slot.planned - slot.covered) / 2, 0),
    }))
    .filter(({ missing }) => missing >= 0.5)
  return (
    <div className={range === null ? 'coverage' : 'coverage coverage-day'}>
      <svg
        className="coverage-chart"
        viewBox={`0 0 ${Math.max(1, shown.length)} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path
          className="covered"
          d={shown.map(({ covered }, place) => `M${place},${height}V${y(covered)}h1V${height}z`).join('')}
        />
        <polyline
          className="required"
          points={shown
            .map(({ planned }, place) => `${place},${y(planned)} ${place + 1},${y(planned)}`)
            .join(' ')}
        />
      </svg>
      <p>
        {t('schedules.coverage', {
          required: round(summary.requiredHours),
          covered: round(summary.coveredHours),
          missing: round(summary.missingHours),
          surplus: round(summary.surplusHours),
        })}{' '}
        {worst.length > 0 &&
          t('schedules.missingOn', {
            days: worst
              .map((one) =>
                t('schedules.missingDay', {
                  day: dayName(one.day, i18n.language),
                  hours: round(one.missing),
                }),
              )
              .join(', '),
          })}
      </p>
      <p className="quiet">
        {t('schedules.policy', {
          model: t(`schedules.model.${policy.model}`),
          percent: Math.round(policy.target * 100),
          seconds: policy.withinS,
          reading: t(`schedules.reading.${policy.reading}`),
          shrinkage: Math.round(policy.shrinkage * 100),
        })}{' '}
        {policy.model === 'erlang-a' && t('schedules.patience', { seconds: policy.patienceS })}{' '}
        {t('schedules.legend')}
      </p>
    </div>
  )
}
