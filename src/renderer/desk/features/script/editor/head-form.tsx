import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import { linesOf } from './edit-script.ts'

/** Who answers for the script, until when, and where it begins. */
export function HeadForm(props: { script: ScriptDraft; onChange: (script: ScriptDraft) => void }) {
  const { t } = useTranslation()
  const { script, onChange } = props
  const set = (change: Partial<ScriptDraft>) => onChange({ ...script, ...change })
  const steps = script.steps.map(({ stepId, title }) => ({ value: stepId, label: title }))
  return (
    <details className="head-form">
      <summary>{t('scriptEditor.head')}</summary>
      <TextInput
        id="field-title"
        label={t('scriptEditor.scriptTitle')}
        value={script.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        key={script.scriptId}
        label={t('editor.synonyms')}
        description={t('editor.onePerLine')}
        rows={3}
        defaultValue={(script.synonyms ?? []).join('\n')}
        onChange={(event) => {
          const { synonyms: _old, ...rest } = script
          const synonyms = linesOf(event.currentTarget.value)
          onChange(synonyms.length === 0 ? rest : { ...rest, synonyms })
        }}
      />
      <TextInput
        id="field-owner"
        label={t('scriptEditor.owner')}
        value={script.owner}
        onChange={(event) => set({ owner: event.currentTarget.value })}
      />
      <TextInput
        id="field-source"
        label={t('scriptEditor.source')}
        value={script.source}
        onChange={(event) => set({ source: event.currentTarget.value })}
      />
      <TextInput
        id="field-reviewDue"
        label={t('scriptEditor.reviewDue')}
        type="date"
        value={script.reviewDue}
        onChange={(event) => {
          if (event.currentTarget.value !== '') set({ reviewDue: event.currentTarget.value })
        }}
      />
      <NativeSelect
        label={t('scriptEditor.sensitivity')}
        value={script.sensitivity ?? ''}
        data={(['', 'health', 'protected'] as const).map((each) => ({
          value: each,
          label: t(`scriptEditor.sensitive.${each === '' ? 'none' : each}`),
        }))}
        onChange={(event) => {
          const { sensitivity: _old, ...rest } = script
          const sensitivity = event.currentTarget.value
          onChange(sensitivity === 'health' || sensitivity === 'protected' ? { ...rest, sensitivity } : rest)
        }}
      />
      <TextInput
        id="field-clinicalApprover"
        label={t('scriptEditor.approver')}
        value={script.clinicalApprover ?? ''}
        onChange={(event) => {
          const { clinicalApprover: _old, ...rest } = script
          const name = event.currentTarget.value
          onChange(name === '' ? rest : { ...rest, clinicalApprover: name })
        }}
      />
      <NativeSelect
        id="field-start"
        label={t('scriptEditor.start')}
        value={script.start}
        data={steps}
        onChange={(event) => set({ start: event.currentTarget.value })}
      />
    </details>
  )
}
