import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import type { ScriptField } from '../../../../shared/domain/script.ts'
import { fieldId } from './use-step-values.ts'

/** What the agent writes down on a step. */
export function StepFields(props: {
  fields: readonly ScriptField[]
  values: Record<string, string>
  missing: readonly string[]
  disabled: boolean
  onType: (field: string, value: string) => void
}) {
  const { t } = useTranslation()
  return (
    <div className="step-fields">
      {props.fields.map(({ field, label, kind, required }) => {
        const common = {
          id: fieldId(field),
          label,
          required,
          value: props.values[field] ?? '',
          maxLength: 4000,
          disabled: props.disabled,
          error: holdsCardNumber(props.values[field] ?? '')
            ? t('case.cardNumber')
            : props.missing.includes(field)
              ? t('script.required')
              : undefined,
          onChange: (event: { currentTarget: { value: string } }) =>
            props.onType(field, event.currentTarget.value),
        }
        if (kind === 'long-text') return <Textarea key={field} rows={3} {...common} />
        return <TextInput key={field} {...inputKind(kind)} {...common} />
      })}
    </div>
  )
}

function inputKind(kind: ScriptField['kind']): { type?: string; inputMode?: 'numeric' | 'tel' } {
  if (kind === 'date') return { type: 'date' }
  if (kind === 'number') return { inputMode: 'numeric' }
  if (kind === 'phone') return { inputMode: 'tel' }
  return {}
}
