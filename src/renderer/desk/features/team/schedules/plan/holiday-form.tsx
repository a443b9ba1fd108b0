import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'
import { dayName } from '../day-name.ts'
import { DayHoursFields, type DayHours } from './day-hours-fields.tsx'
import { KeptList } from './kept-list.tsx'

/** Days that are not like others: the forecast takes them from earlier holidays, the line opens as they say. */
export function HolidayForm({
  view,
  onPlan,
}: {
  view: ScheduleView
  onPlan: (change: PlanningChange) => void
}) {
  const { t, i18n } = useTranslation()
  const [holiday, setHoliday] = useState<{ day: string; name: string; hours: DayHours }>({
    day: view.weekStart,
    name: '',
    hours: 'closed',
  })
  const hoursOf = (hours: DayHours) =>
    typeof hours === 'object'
      ? t('schedules.hours', { from: hours.opens, to: hours.closes })
      : t(`plan.dayHours.${hours}`)
  return (
    <>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault()
          onPlan({ kind: 'set-holiday', holiday: { ...holiday, name: holiday.name.trim() } })
        }}
      >
        <TextInput
          type="date"
          required
          label={t('plan.day')}
          value={holiday.day}
          onChange={(event) => setHoliday({ ...holiday, day: event.currentTarget.value })}
        />
        <TextInput
          required
          maxLength={80}
          label={t('plan.holidayName')}
          value={holiday.name}
          onChange={(event) => setHoliday({ ...holiday, name: event.currentTarget.value })}
        />
        <DayHoursFields
          label={t('plan.line')}
          hours={holiday.hours}
          onChange={(hours) => setHoliday({ ...holiday, hours })}
        />
        <Button type="submit" variant="default" disabled={holiday.name.trim() === '' || holiday.day === ''}>
          {t('plan.addHoliday')}
        </Button>
      </form>
      <KeptList
        items={view.planning.holidays
          .toSorted((a, b) => a.day.localeCompare(b.day))
          .map(({ day, name, hours }) => ({
            id: day,
            words: t('plan.holiday', { day: dayName(day, i18n.language), name, hours: hoursOf(hours) }),
            onRemove: () => onPlan({ kind: 'remove-holiday', day }),
          }))}
      />
    </>
  )
}
