import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { dayName } from './day-name.ts'

const height = 60

/** What is planned against what is forecast, half hour by half hour, and the same in words. */
export function CoverageLine({ view }: { view: ScheduleView }) {
  const { t, i18n } = useTranslation()
  const { coverage, summary, policy } = view
  const most = Math.max(1, ...coverage.map(({ planned, covered }) => Math.max(planned, covered)))
  const y = (agents: number) => height - (agents / most) * height
  const round = (hours: number) => Math.round(hours * 10) / 10
  const worst = view.days
    .map((day) => ({
      day,
      missing: coverage
        .filter((one) => one.day === day)
        .reduce((sum, one) => sum + Math.max(0, one.planned - one.covered) / 2, 0),
    }))
    .filter(({ missing }) => missing >= 0.5)
  return (
    <div className="coverage">
      <svg viewBox={`0 0 ${coverage.length} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {coverage.map(({ covered }, place) => (
          <rect
            key={place}
            className="covered"
            x={place}
            width={1}
            y={y(covered)}
            height={height - y(covered)}
          />
        ))}
        <polyline
          className="required"
          points={coverage
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
        })}
      </p>
      {worst.length > 0 && (
        <p>
          {t('schedules.missingOn', {
            days: worst
              .map(({ day, missing }) =>
                t('schedules.missingDay', { day: dayName(day, i18n.language), hours: round(missing) }),
              )
              .join(', '),
          })}
        </p>
      )}
      <p className="quiet">
        {t('schedules.policy', {
          model: t(`schedules.model.${policy.model}`),
          percent: Math.round(policy.target * 100),
          seconds: policy.withinS,
          reading: t(`schedules.reading.${policy.reading}`),
        })}
      </p>
    </div>
  )
}
