import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Benefit } from '../../../../../shared/domain/procedure-parts.ts'
import { ChoiceField, given, NumberField, TextField, withoutAbsent } from './fields.tsx'
import { Rows } from './rows.tsx'

const rhythms: readonly NonNullable<Benefit['every']>[] = ['once', 'month', 'year']

/** Money that the citizen receives; its currency begins as the city's. */
export function BenefitRows(props: {
  rows: readonly Benefit[]
  currency: Benefit['currency']
  onChange: (rows: Benefit[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Rows
      path="benefits"
      title={t('record.benefits')}
      rows={props.rows}
      fresh={(): Benefit => ({ amount: 0, currency: props.currency })}
      onChange={(rows) => props.onChange(rows.map(withoutAbsent))}
    >
      {(benefit, change, at) => (
        <>
          <NumberField
            path={`${at}.amount`}
            label={t('editor.amount')}
            most={1e9}
            step={0.01}
            value={benefit.amount}
            onChange={(amount) => change({ amount: amount ?? 0 })}
          />
          <ChoiceField
            path={`${at}.currency`}
            label={t('editor.currency')}
            value={benefit.currency}
            options={[
              { value: 'USD', label: 'USD' },
              { value: 'EUR', label: 'EUR' },
            ]}
            onChange={(currency) => change({ currency: currency ?? props.currency })}
          />
          <Checkbox
            id={`field-${at}.upTo`}
            label={t('editor.upTo')}
            checked={benefit.upTo ?? false}
            onChange={(event) => change({ upTo: event.currentTarget.checked || undefined })}
          />
          <ChoiceField
            path={`${at}.every`}
            label={t('editor.every')}
            value={benefit.every}
            none={t('editor.notSaid')}
            options={rhythms.map((value) => ({ value, label: t(`benefit.${value}`) }))}
            onChange={(every) => change({ every })}
          />
          <TextField
            path={`${at}.condition`}
            label={t('difference.field.condition')}
            value={benefit.condition}
            onChange={(text) => change({ condition: given(text) })}
          />
        </>
      )}
    </Rows>
  )
}
