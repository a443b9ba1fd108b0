import { useTranslation } from 'react-i18next'
import type { Guidance } from '../../../../../shared/domain/procedure-parts.ts'
import { useAnswer } from '../../../app/answers.ts'
import { ChoiceField, given, LinesField, TextField, withoutAbsent } from './fields.tsx'

/** What the agent says around the facts, and the script that walks through them. */
export function GuidanceFields(props: { guidance: Guidance; onChange: (guidance: Guidance) => void }) {
  const { t } = useTranslation()
  const scripts = useAnswer('scripts.list', {}).data ?? []
  const { guidance } = props
  const change = (part: Partial<Guidance>) => props.onChange(withoutAbsent({ ...guidance, ...part }))
  const options = scripts.map(({ scriptId, title }) => ({ value: scriptId, label: title }))
  const named = guidance.scriptId
  return (
    <fieldset id="field-guidance" className="editor-rows">
      <legend>{t('difference.field.guidance')}</legend>
      <ChoiceField
        path="guidance.scriptId"
        label={t('difference.field.scriptId')}
        value={named}
        none={t('editor.none')}
        options={
          named === undefined || options.some(({ value }) => value === named)
            ? options
            : [...options, { value: named, label: named }]
        }
        onChange={(scriptId) => change({ scriptId })}
      />
      <LinesField
        path="guidance.opening"
        label={t('record.opening')}
        lines={guidance.opening}
        onChange={(opening) => change({ opening })}
      />
      <LinesField
        path="guidance.warnings"
        label={t('record.warnings')}
        lines={guidance.warnings}
        onChange={(warnings) => change({ warnings })}
      />
      <TextField
        path="guidance.escalation"
        label={t('record.escalation')}
        value={guidance.escalation}
        onChange={(text) => change({ escalation: given(text) })}
      />
      <TextField
        path="guidance.closing"
        label={t('record.closing')}
        value={guidance.closing}
        onChange={(text) => change({ closing: given(text) })}
      />
      <TextField
        path="guidance.message"
        label={t('editor.message')}
        most={480}
        value={guidance.message}
        onChange={(text) => change({ message: given(text) })}
      />
    </fieldset>
  )
}
