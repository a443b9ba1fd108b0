import { useTranslation } from 'react-i18next'
import type { Cost } from '../../../../../shared/domain/procedure-parts.ts'
import { channelOptions } from './channel-kinds.ts'
import {
  ChoiceField,
  given,
  LinesField,
  More,
  NumberField,
  TextField,
  TickFields,
  withoutAbsent,
} from './fields.tsx'
import { Rows } from './rows.tsx'

type Money = Extract<Cost, { kind: 'amount' }>['currency']

const kinds: readonly Cost['kind'][] = ['free', 'amount', 'formula', 'unconfirmed']

/** Prices by kind: what is asked for follows from it, so that none is half written. */
export function CostRows(props: {
  rows: readonly Cost[]
  currency: Money
  onChange: (rows: Cost[]) => void
}) {
  const { t } = useTranslation()
  const { rows, currency } = props
  const put = (index: number, cost: Cost) =>
    props.onChange(rows.map((one, i) => (i === index ? withoutAbsent(cost) : one)))
  return (
    <Rows
      path="cost"
      title={t('fact.cost')}
      rows={rows}
      fresh={(): Cost => ({ kind: 'unconfirmed', channels: [], reductions: [] })}
      onChange={props.onChange}
    >
      {(cost, _change, at, index) => (
        <>
          <ChoiceField
            path={`${at}.kind`}
            label={t('editor.kind')}
            value={cost.kind}
            options={kinds.map((value) => ({ value, label: t(`editor.costs.${value}`) }))}
            onChange={(kind) => put(index, ofKind(cost, kind ?? 'unconfirmed', currency))}
          />
          {cost.kind === 'amount' && (
            <>
              <NumberField
                path={`${at}.amount`}
                label={t('editor.amount')}
                most={1e9}
                step={0.01}
                value={cost.amount}
                onChange={(amount) => put(index, { ...cost, amount: amount ?? 0 })}
              />
              <ChoiceField
                path={`${at}.currency`}
                label={t('editor.currency')}
                value={cost.currency}
                options={[
                  { value: 'USD', label: 'USD' },
                  { value: 'EUR', label: 'EUR' },
                ]}
                onChange={(chosen) => put(index, { ...cost, currency: chosen ?? currency })}
              />
            </>
          )}
          {cost.kind === 'formula' && (
            <TextField
              path={`${at}.formula`}
              label={t('editor.formula')}
              required
              value={cost.formula}
              onChange={(formula) => put(index, { ...cost, formula })}
            />
          )}
          <More label={t('editor.moreCost')}>
            <Terms at={at} cost={cost} onChange={(changed) => put(index, changed)} />
          </More>
        </>
      )}
    </Rows>
  )
}

function Terms({ at, cost, onChange }: { at: string; cost: Cost; onChange: (cost: Cost) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        path={`${at}.condition`}
        label={t('editor.costCondition')}
        value={cost.condition}
        onChange={(text) => onChange({ ...cost, condition: given(text) })}
      />
      <TextField
        path={`${at}.payBy`}
        label={t('difference.field.payBy')}
        value={cost.payBy}
        onChange={(text) => onChange({ ...cost, payBy: given(text) })}
      />
      <LinesField
        path={`${at}.reductions`}
        label={t('difference.field.reductions')}
        lines={cost.reductions}
        onChange={(reductions) => onChange({ ...cost, reductions })}
      />
      <TextField
        path={`${at}.law`}
        label={t('record.law')}
        value={cost.law}
        onChange={(text) => onChange({ ...cost, law: given(text) })}
      />
      <TickFields
        path={`${at}.channels`}
        label={t('editor.onlyBy')}
        chosen={cost.channels}
        options={channelOptions(t)}
        onChange={(channels) => onChange({ ...cost, channels })}
      />
    </>
  )
}

/** The terms of a price stay when its kind changes. */
function ofKind(cost: Cost, kind: Cost['kind'], currency: Money): Cost {
  const { condition, channels, law, payBy, reductions } = cost
  const terms = withoutAbsent({ condition, channels, law, payBy, reductions })
  switch (kind) {
    case 'free':
      return { kind, ...terms }
    case 'amount':
      return { kind, amount: 0, currency, ...terms }
    case 'formula':
      return { kind, formula: '', ...terms }
    case 'unconfirmed':
      return { kind, ...terms }
  }
}
