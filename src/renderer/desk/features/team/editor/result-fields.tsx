import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../../../shared/domain/procedure-parts.ts'
import { given, More, TextField, withoutAbsent } from './fields.tsx'
import { SpanFields } from './span-fields.tsx'

/** What the citizen goes away with; without words there is none of it. */
export function ResultFields(props: {
  result: Outcome | undefined
  onChange: (result: Outcome | undefined) => void
}) {
  const { t } = useTranslation()
  const { result } = props
  const change = (part: Partial<Outcome>) => {
    const next = withoutAbsent({ text: '', ...result, ...part })
    props.onChange(Object.keys(next).length === 1 && next.text === '' ? undefined : next)
  }
  return (
    <fieldset id="field-result" className="editor-rows">
      <legend>{t('difference.field.result')}</legend>
      <TextField
        path="result.text"
        label={t('record.result')}
        value={result?.text}
        onChange={(text) => change({ text })}
      />
      <More label={t('editor.moreResult')}>
        <TextField
          path="result.deliveredBy"
          label={t('difference.field.deliveredBy')}
          value={result?.deliveredBy}
          onChange={(text) => change({ deliveredBy: given(text) })}
        />
        <SpanFields
          path="result.validity"
          title={t('difference.field.validity')}
          span={result?.validity}
          onChange={(validity) => change({ validity })}
        />
      </More>
    </fieldset>
  )
}
