import { useTranslation } from 'react-i18next'
import { TimeField } from '../../../../ui/time-field.tsx'
import type { ScheduleView } from '../../../../../../shared/contract.ts'
import { ChoiceRow } from './choice-row.tsx'
import { weekdayName, weekdays } from './weekday-name.ts'

type WorkTimes = ScheduleView['planning']['contracts'][number]['exempt']

/** Hours and weekdays that are not worked; an empty hour means any. */
export function WorkTimesFields({
  legend,
  hint,
  times,
  onChange,
}: {
  legend: string
  hint: string
  times: WorkTimes
  onChange: (times: WorkTimes) => void
}) {
  const { t, i18n } = useTranslation()
  const wall = (value: string) => (value === '' ? null : value)
  return (
    <fieldset className="work-times">
      <legend>{legend}</legend>
      <p className="quiet">{hint}</p>
      <div className="form-row">
        <TimeField
          label={t('plan.notBefore')}
          value={times.notBefore ?? ''}
          onChange={(value) => onChange({ ...times, notBefore: wall(value) })}
        />
        <TimeField
          label={t('plan.notAfter')}
          value={times.notAfter ?? ''}
          onChange={(value) => onChange({ ...times, notAfter: wall(value) })}
        />
      </div>
      <ChoiceRow
        legend={t('plan.offWeekdays')}
        options={weekdays.map((value) => ({ value, label: weekdayName(value, i18n.language) }))}
        chosen={weekdays.filter((one) => times.offWeekdays.includes(one))}
        onChange={(offWeekdays) => onChange({ ...times, offWeekdays })}
      />
    </fieldset>
  )
}
