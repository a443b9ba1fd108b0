import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import type { ScriptField } from '../../../../shared/domain/script.ts'
import type { AnswerFault } from '../../../../shared/domain/scripts/typed-answers.ts'
import { fieldId } from './use-step-values.ts'

/** What the agent writes down on a step. What cannot stand is said in words beside its field. */
export function StepFields(props: {
  fields: readonly ScriptField[]
  values: Record<string, string>
  faultOf: (field: string) => AnswerFault | undefined
  disabled: boolean
  onType: (field: string, value: string) => void
  onLeave: (field: string) => void
}) {
  const { t } = useTranslation()
  const errorOf = (field: string): string | undefined => {
    if (holdsCardNumber(props.values[field] ?? '')) return t('case.cardNumber')
    const fault = props.faultOf(field)
    return fault === undefined ? undefined : t(`script.fault.${fault}`)
  }
  return (
    <div className="step-fields">
      {props.fields.map(({ field, label, kind, required, documents }) => {
        const common = {
          id: fieldId(field),
          label,
          required,
          value: props.values[field] ?? '',
          maxLength: 4000,
          disabled: props.disabled,
          error: errorOf(field),
          onChange: (event: { currentTarget: { value: string } }) =>
            props.onType(field, event.currentTarget.value),
          onBlur: () => props.onLeave(field),
        }
        if (kind === 'long-text') return <Textarea key={field} rows={3} {...common} />
        const asked = documents?.map((each) => t(`script.document.${each}`)).join(', ')
        const described = asked === undefined ? {} : { description: asked }
        return <TextInput key={field} {...inputKind(kind)} {...described} {...common} />
      })}
    </div>
  )
}

function inputKind(kind: ScriptField['kind']): { type?: string; inputMode?: 'decimal' | 'tel' } {
  if (kind === 'date') return { type: 'date' }
  if (kind === 'number') return { inputMode: 'decimal' }
  if (kind === 'phone') return { inputMode: 'tel' }
  return {}
}
