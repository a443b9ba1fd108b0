import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'

type Policy = ScheduleView['planning']['policy']
const models: readonly Policy['model'][] = ['erlang-c', 'erlang-a']
const readings: readonly Policy['reading'][] = [
  'of-all-offered',
  'answered-or-left-in-time',
  'without-short-abandons',
]

/** Numbers of the policy as they are typed: shares in hundredths. */
const figures = [
  { field: 'target', min: 1, max: 99.9, share: true },
  { field: 'withinS', min: 1, max: 3600, share: false },
  { field: 'patienceS', min: 5, max: 7200, share: false },
  { field: 'handleTimeS', min: 10, max: 7200, share: false },
  { field: 'shrinkage', min: 0, max: 90, share: true },
] as const

/** How many calls are to be answered how fast, by which formula and reading; named wherever coverage is shown. */
export function PolicyForm({ policy, onPlan }: { policy: Policy; onPlan: (change: PlanningChange) => void }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState(policy)
  return (
    <form
      className="form-row"
      onSubmit={(event) => {
        event.preventDefault()
        onPlan({ kind: 'set-policy', policy: edited })
      }}
    >
      {figures.map(({ field, min, max, share }) => (
        <NumberInput
          key={field}
          required
          hideControls
          label={t(`plan.${field}`)}
          min={min}
          max={max}
          allowDecimal={share}
          decimalSeparator=","
          value={share ? Math.round(edited[field] * 1000) / 10 : edited[field]}
          onChange={(value) => {
            const number = Number(value)
            if (value !== '' && number >= min && number <= max)
              setEdited({ ...edited, [field]: share ? number / 100 : Math.round(number) })
          }}
        />
      ))}
      <NativeSelect
        label={t('plan.model')}
        data={models.map((value) => ({ value, label: t(`plan.models.${value}`) }))}
        value={edited.model}
        onChange={(event) =>
          setEdited({
            ...edited,
            model: models.find((one) => one === event.currentTarget.value) ?? edited.model,
          })
        }
      />
      <NativeSelect
        label={t('plan.reading')}
        data={readings.map((value) => ({ value, label: t(`schedules.reading.${value}`) }))}
        value={edited.reading}
        onChange={(event) =>
          setEdited({
            ...edited,
            reading: readings.find((one) => one === event.currentTarget.value) ?? edited.reading,
          })
        }
      />
      <Button type="submit" variant="default">
        {t('plan.keepPolicy')}
      </Button>
    </form>
  )
}
