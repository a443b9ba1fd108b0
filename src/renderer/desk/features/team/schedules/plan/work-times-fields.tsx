import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
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
        <TextInput
          type="time"
          label={t('plan.notBefore')}
          value={times.notBefore ?? ''}
          onChange={(event) => onChange({ ...times, notBefore: wall(event.currentTarget.value) })}
        />
        <TextInput
          type="time"
          label={t('plan.notAfter')}
          value={times.notAfter ?? ''}
          onChange={(event) => onChange({ ...times, notAfter: wall(event.currentTarget.value) })}
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
