import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import { linesOf, wayOnOf, withWayOn, type DraftStep, type WayOn } from './edit-script.ts'
import { ActionRows, BranchRows, ChoiceRows, EndFields, FieldRows } from './step-rows.tsx'

/** The step before the writer. Every change is a new script: what it breaks is said beside, not prevented. */
export function StepForm(props: {
  script: ScriptDraft
  step: DraftStep
  scripts: readonly { scriptId: string; title: string }[]
  onChange: (step: DraftStep) => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const { script, step, onChange } = props
  const way = wayOnOf(step)
  const set = (change: Partial<DraftStep>) => onChange({ ...step, ...change })
  const steps = script.steps.map(({ stepId, title }) => ({ value: stepId, label: title }))
  return (
    <section className="step-form" aria-label={t('scriptEditor.form', { title: step.title })}>
      <TextInput
        label={t('scriptEditor.title')}
        value={step.title}
        maxLength={80}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Lines
        key={`say ${step.stepId}`}
        label={t('scriptEditor.say')}
        lines={step.say}
        onChange={(say) => set({ say })}
      />
      <Lines
        key={`do ${step.stepId}`}
        label={t('scriptEditor.do')}
        lines={step.do}
        onChange={(lines) => set({ do: lines })}
      />
      <FieldRows step={step} onChange={onChange} />
      <NativeSelect
        label={t('scriptEditor.wayOn')}
        value={way}
        data={(['choices', 'next', 'end'] as const).map((each) => ({
          value: each,
          label: t(`scriptEditor.way.${each}`),
        }))}
        onChange={(event) => onChange(withWayOn(step, event.currentTarget.value as WayOn, script.start))}
      />
      {way === 'choices' && <ChoiceRows step={step} steps={steps} onChange={onChange} />}
      {way === 'next' && (
        <>
          <NativeSelect
            label={t('scriptEditor.next')}
            value={step.next ?? ''}
            data={[{ value: '', label: t('scriptEditor.nowhere') }, ...steps]}
            onChange={(event) => {
              const { next: _old, ...rest } = step
              const next = event.currentTarget.value
              onChange(next === '' ? rest : { ...rest, next })
            }}
          />
          <NativeSelect
            label={t('scriptEditor.call')}
            value={step.call?.scriptId ?? ''}
            data={[
              { value: '', label: t('scriptEditor.noCall') },
              ...props.scripts
                .filter(({ scriptId }) => scriptId !== script.scriptId)
                .map(({ scriptId, title }) => ({ value: scriptId, label: title })),
            ]}
            onChange={(event) => {
              const { call: _old, ...rest } = step
              const scriptId = event.currentTarget.value
              onChange(scriptId === '' ? rest : { ...rest, call: { scriptId } })
            }}
          />
        </>
      )}
      {way === 'end' && <EndFields step={step} onChange={onChange} />}
      {way !== 'end' && <BranchRows step={step} steps={steps} onChange={onChange} />}
      <ActionRows step={step} onChange={onChange} />
      <Button variant="default" className="step-remove" onClick={props.onRemove}>
        {t('scriptEditor.removeStep')}
      </Button>
    </section>
  )
}

/** One line of the field is one line that is read; typing an empty one does not lose the place. */
function Lines(props: { label: string; lines: readonly string[]; onChange: (lines: string[]) => void }) {
  return (
    <Textarea
      label={props.label}
      defaultValue={props.lines.join('\n')}
      rows={Math.max(3, props.lines.length + 1)}
      onChange={(event) => props.onChange(linesOf(event.currentTarget.value))}
    />
  )
}
