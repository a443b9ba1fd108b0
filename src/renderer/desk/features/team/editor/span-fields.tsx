import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Span } from '../../../../../shared/domain/procedure-parts.ts'

const units: readonly Span['unit'][] = ['minutes', 'hours', 'days', 'weeks', 'months', 'years']

/** A length of time by number, unit and what counts; an empty number means that none is known. */
export function SpanFields(props: {
  id: string
  title: string
  span: Span | undefined
  onChange: (span: Span | undefined) => void
}) {
  const { t } = useTranslation()
  const { id, title, span, onChange } = props
  const { unit = 'days', counted = 'working' } = span ?? {}
  const write = (part: Partial<Span>) => onChange({ count: span?.count ?? 1, unit, counted, ...part })
  return (
    <fieldset id={id} className="editor-rows">
      <legend>{title}</legend>
      <div className="editor-row">
        <TextInput
          type="number"
          min={1}
          max={10_000}
          step={1}
          label={t('editor.count')}
          value={span?.count ?? ''}
          onChange={(event) => {
            const count = event.currentTarget.valueAsNumber
            if (Number.isNaN(count)) onChange(undefined)
            else write({ count })
          }}
        />
        <NativeSelect
          label={t('editor.unit')}
          value={unit}
          data={units.map((value) => ({ value, label: t(`editor.units.${value}`) }))}
          onChange={(event) =>
            write({ unit: units.find((one) => one === event.currentTarget.value) ?? 'days' })
          }
        />
        <NativeSelect
          label={t('editor.counted')}
          value={counted}
          data={[
            { value: 'working', label: t('editor.working') },
            { value: 'calendar', label: t('editor.calendar') },
          ]}
          onChange={(event) =>
            write({ counted: event.currentTarget.value === 'working' ? 'working' : 'calendar' })
          }
        />
      </div>
    </fieldset>
  )
}
