import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Cost } from '../../../../../shared/domain/procedure-parts.ts'
import { Rows } from './rows.tsx'

const kinds: readonly Cost['kind'][] = ['free', 'amount', 'formula', 'unconfirmed']

/** Prices by kind: what is asked for follows from it, so that none is half written. */
export function CostRows({ rows, onChange }: { rows: readonly Cost[]; onChange: (rows: Cost[]) => void }) {
  const { t } = useTranslation()
  const put = (at: number, cost: Cost) => onChange(rows.map((one, i) => (i === at ? cost : one)))
  return (
    <Rows
      id="field-cost"
      title={t('fact.cost')}
      rows={rows}
      fresh={(): Cost => ({ kind: 'unconfirmed', channels: [], reductions: [] })}
      onChange={onChange}
    >
      {(cost, _change, at) => (
        <>
          <NativeSelect
            label={t('editor.kind')}
            value={cost.kind}
            data={kinds.map((value) => ({ value, label: t(`editor.costs.${value}`) }))}
            onChange={(event) => put(at, ofKind(cost, event.currentTarget.value))}
          />
          {cost.kind === 'amount' && (
            <>
              <TextInput
                type="number"
                min={0}
                step={0.01}
                label={t('editor.amount')}
                value={cost.amount}
                onChange={(event) => put(at, { ...cost, amount: event.currentTarget.valueAsNumber || 0 })}
              />
              <NativeSelect
                label={t('editor.currency')}
                value={cost.currency}
                data={['USD', 'EUR']}
                onChange={(event) =>
                  put(at, { ...cost, currency: event.currentTarget.value === 'EUR' ? 'EUR' : 'USD' })
                }
              />
            </>
          )}
          {cost.kind === 'formula' && (
            <TextInput
              label={t('editor.formula')}
              required
              value={cost.formula}
              onChange={(event) => put(at, { ...cost, formula: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </Rows>
  )
}

/** The terms of a price stay when its kind changes. */
function ofKind(cost: Cost, kind: string): Cost {
  const { condition, channels, law, payBy, reductions } = cost
  const terms = {
    channels,
    reductions,
    ...(condition !== undefined && { condition }),
    ...(law !== undefined && { law }),
    ...(payBy !== undefined && { payBy }),
  }
  switch (kind) {
    case 'free':
      return { kind: 'free', ...terms }
    case 'amount':
      return { kind: 'amount', amount: 0, currency: 'USD', ...terms }
    case 'formula':
      return { kind: 'formula', formula: '', ...terms }
    default:
      return { kind: 'unconfirmed', ...terms }
  }
}
