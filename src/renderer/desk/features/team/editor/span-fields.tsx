import { useTranslation } from 'react-i18next'
import type { Span } from '../../../../../shared/domain/procedure-parts.ts'
import { ChoiceField, NumberField } from './fields.tsx'

const units: readonly Span['unit'][] = ['minutes', 'hours', 'days', 'weeks', 'months', 'years']

/** A length of time by number, unit and what counts; an empty number means that none is known. */
export function SpanFields(props: {
  path: string
  title: string
  span: Span | undefined
  onChange: (span: Span | undefined) => void
}) {
  const { t } = useTranslation()
  const { path, title, span, onChange } = props
  const { unit = 'days', counted = 'working' } = span ?? {}
  const write = (part: Partial<Span>) => onChange({ count: span?.count ?? 1, unit, counted, ...part })
  return (
    <fieldset id={`field-${path}`} className="editor-rows">
      <legend>{title}</legend>
      <div className="editor-row">
        <NumberField
          path={`${path}.count`}
          label={t('editor.count')}
          least={1}
          most={10_000}
          value={span?.count}
          onChange={(count) => (count === undefined ? onChange(undefined) : write({ count }))}
        />
        <ChoiceField
          path={`${path}.unit`}
          label={t('editor.unit')}
          value={unit}
          options={units.map((value) => ({ value, label: t(`editor.units.${value}`) }))}
          onChange={(chosen) => write({ unit: chosen ?? 'days' })}
        />
        <ChoiceField
          path={`${path}.counted`}
          label={t('editor.counted')}
          value={counted}
          options={[
            { value: 'working', label: t('editor.working') },
            { value: 'calendar', label: t('editor.calendar') },
          ]}
          onChange={(chosen) => write({ counted: chosen ?? 'working' })}
        />
      </div>
    </fieldset>
  )
}
