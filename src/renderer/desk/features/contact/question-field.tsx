import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { chosen } from '../../../../shared/domain/cases/form-answers.ts'
import type { FormQuestion } from '../../../../shared/domain/cases/service-form.ts'
import { TimeField } from '../../ui/time-field.tsx'

/** As the case has it. */
const longestAnswer = 1000

/** One question of a service's form in the field that its datatype asks for (GeoReport v2). */
export function QuestionField(props: {
  question: FormQuestion
  answer: string
  error: string | undefined
  onType: (answer: string) => void
  onLeave: () => void
}) {
  const { t } = useTranslation()
  const { question, answer, onType } = props
  const { datatype, description, datatypeDescription, required, values, variable } = question
  if (!variable) return <p className="question-note">{description}</p>
  const common = {
    label: description,
    description: datatypeDescription || undefined,
    required,
    error: props.error,
    onBlur: props.onLeave,
  }
  const typed = {
    value: answer,
    maxLength: longestAnswer,
    onChange: (event: { currentTarget: { value: string } }) => onType(event.currentTarget.value),
  }
  switch (datatype) {
    case 'text':
      return <Textarea rows={3} {...common} {...typed} />
    case 'number':
      return <TextInput inputMode="decimal" {...common} {...typed} />
    case 'datetime':
      return <MomentField {...common} answer={answer} onType={onType} />
    case 'string':
      return <TextInput {...common} {...typed} />
    case 'singlevaluelist':
      return (
        <NativeSelect
          {...common}
          value={values.some(({ key }) => key === answer) ? answer : ''}
          onChange={typed.onChange}
          data={[
            { value: '', label: t('serviceForm.choose') },
            ...values.map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
      )
    case 'multivaluelist': {
      const ticked = chosen(answer)
      return (
        <Checkbox.Group
          {...common}
          value={ticked}
          onChange={(now) => onType(values.flatMap(({ key }) => (now.includes(key) ? [key] : [])).join('\n'))}
        >
          <div className="question-choices">
            {values.map(({ key, name }) => (
              <Checkbox
                key={key}
                value={key}
                label={name}
                disabled={!ticked.includes(key) && answer.length + key.length >= longestAnswer}
              />
            ))}
          </div>
        </Checkbox.Group>
      )
    }
  }
}

/** A day, and an hour by the city's clock that reads the same on every machine. */
function MomentField({
  answer,
  onType,
  ...common
}: {
  label: string
  description: string | undefined
  required: boolean
  error: string | undefined
  onBlur: () => void
  answer: string
  onType: (answer: string) => void
}) {
  const { t } = useTranslation()
  const [day = '', time = ''] = answer.split('T')
  const say = (parts: { day: string; time: string }) =>
    onType(parts.day === '' && parts.time === '' ? '' : `${parts.day}T${parts.time}`)
  return (
    <div className="question-moment">
      <TextInput
        type="date"
        {...common}
        value={day}
        onChange={(event) => say({ day: event.currentTarget.value, time })}
      />
      <TimeField
        label={t('serviceForm.time', { question: common.label, interpolation: { escapeValue: false } })}
        value={time}
        onChange={(typed) => say({ day, time: typed })}
      />
    </div>
  )
}
