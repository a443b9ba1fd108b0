import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TimeField } from '../../../../ui/time-field.tsx'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'
import { DayHoursFields } from './day-hours-fields.tsx'
import { weekdayName, weekdays } from './weekday-name.ts'

type Limits = ScheduleView['planning']['limits']

/** `4, 6, 7,5` or `4; 6; 7,5` as hours; null where one of them is none. */
function readLengths(text: string): number[] | null {
  const lengths = text
    .split(/;|,(?=\s)/)
    .map((part) => part.trim().replace(',', '.'))
    .filter((part) => part !== '')
    .map(Number)
  const sound =
    lengths.length > 0 && lengths.length <= 8 && lengths.every((hours) => hours >= 2 && hours <= 12)
  return sound ? lengths : null
}

/** When the line is open on each weekday, and how long a shift of a proposal may be. */
export function HoursForm({ limits, onPlan }: { limits: Limits; onPlan: (change: PlanningChange) => void }) {
  const { t, i18n } = useTranslation()
  const [edited, setEdited] = useState(limits)
  const [lengths, setLengths] = useState(
    limits.lengths.map((hours) => hours.toLocaleString(i18n.language)).join('; '),
  )
  const read = readLengths(lengths)
  return (
    <form
      className="form-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (read) onPlan({ kind: 'set-limits', limits: { ...edited, lengths: read } })
      }}
    >
      <TimeField
        required
        label={t('plan.opens')}
        value={edited.opens}
        onChange={(value) => setEdited({ ...edited, opens: value })}
      />
      <TimeField
        required
        label={t('plan.closes')}
        value={edited.closes}
        onChange={(value) => setEdited({ ...edited, closes: value })}
      />
      {weekdays.map((weekday) => (
        <DayHoursFields
          key={weekday}
          label={weekdayName(weekday, i18n.language)}
          hours={edited.weekdays.find((one) => one.weekday === weekday)?.hours ?? 'usual'}
          onChange={(hours) =>
            setEdited({
              ...edited,
              weekdays: [
                ...edited.weekdays.filter((one) => one.weekday !== weekday),
                ...(hours === 'usual' ? [] : [{ weekday, hours }]),
              ],
            })
          }
        />
      ))}
      <TextInput
        label={t('plan.lengths')}
        value={lengths}
        error={read ? undefined : t('plan.lengthsWrong')}
        onChange={(event) => setLengths(event.currentTarget.value)}
      />
      <NumberInput
        required
        hideControls
        label={t('plan.daysPerWeek')}
        min={1}
        max={7}
        allowDecimal={false}
        value={edited.daysPerWeek}
        onChange={(value) => {
          const days = Number(value)
          if (days >= 1 && days <= 7) setEdited({ ...edited, daysPerWeek: days })
        }}
      />
      <Button type="submit" variant="default" disabled={!read}>
        {t('plan.keepHours')}
      </Button>
    </form>
  )
}
