import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../../shared/contract.ts'
import { dayName } from '../day-name.ts'

/** What the calls of past weeks promise for a day of this one, and how many agents that asks for: to check by hand. */
export function ForecastTable({ view }: { view: ScheduleView }) {
  const { t, i18n } = useTranslation()
  const [day, setDay] = useState(view.days[0] ?? '')
  const shown = view.coverage.filter((one) => one.day === day && one.calls > 0)
  const number = (value: number) => (Math.round(value * 10) / 10).toLocaleString(i18n.language)
  const time = (half: number) =>
    `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
  return (
    <>
      <p className="quiet">{t('plan.forecastHow')}</p>
      <div className="form-row">
        <NativeSelect
          label={t('plan.forecastOf')}
          data={view.days.map((value) => ({ value, label: dayName(value, i18n.language) }))}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p>{t('plan.noForecast')}</p>
      ) : (
        <table className="board-table" data-testid="forecast" aria-label={t('plan.forecast')}>
          <thead>
            <tr>
              {(['time', 'expectedCalls', 'handleTime', 'onLine', 'planned', 'covered'] as const).map(
                (head) => (
                  <th key={head} scope="col">
                    {t(`plan.heads.${head}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ half, calls, handleTimeS, onLine, planned, covered }) => (
              <tr key={half}>
                <th scope="row">{time(half)}</th>
                <td>{number(calls)}</td>
                <td>{Math.round(handleTimeS)}</td>
                <td>{onLine}</td>
                <td>{planned}</td>
                <td>{number(covered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
