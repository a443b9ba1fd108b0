import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TimeField } from '../../../../ui/time-field.tsx'
import type { ScheduleView } from '../../../../../../shared/contract.ts'

export type DayHours = ScheduleView['planning']['holidays'][number]['hours']

const kinds = ['usual', 'closed', 'other'] as const

/** Open as usual, closed, or from one hour to another. */
export function DayHoursFields({
  label,
  hours,
  onChange,
}: {
  label: string
  hours: DayHours
  onChange: (hours: DayHours) => void
}) {
  const { t } = useTranslation()
  const own = typeof hours === 'object' ? hours : undefined
  return (
    <>
      <NativeSelect
        label={label}
        data={kinds.map((value) => ({ value, label: t(`plan.dayHours.${value}`) }))}
        value={typeof hours === 'object' ? 'other' : hours}
        onChange={(event) => {
          const kind = event.currentTarget.value
          onChange(kind === 'usual' || kind === 'closed' ? kind : { opens: '09:00', closes: '14:00' })
        }}
      />
      {own && (
        <>
          <TimeField
            required
            label={t('plan.opensOn', { day: label })}
            value={own.opens}
            onChange={(value) => onChange({ ...own, opens: value })}
          />
          <TimeField
            required
            label={t('plan.closesOn', { day: label })}
            value={own.closes}
            onChange={(value) => onChange({ ...own, closes: value })}
          />
        </>
      )}
    </>
  )
}
