import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScriptAction } from '../../../../../shared/domain/script-action.ts'
import type { Disposition } from '../../../../../shared/domain/disposition.ts'
import type { ScriptField } from '../../../../../shared/domain/script.ts'
import { useAnswer } from '../../../app/answers.ts'
import { dispositions } from '../../../ui/dispositions.ts'
import type { DraftStep } from './edit-script.ts'

interface RowsProps {
  step: DraftStep
  onChange: (step: DraftStep) => void
}
type Steps = readonly { value: string; label: string }[]

const kinds = ['text', 'long-text', 'number', 'date', 'phone', 'address', 'document'] as const
const fills = ['callerName', 'callbackNumber', 'address', 'description'] as const

/** What is written down on the step, each with its kind: the kind is what the agent's slips are found by. */
export function FieldRows({ step, onChange }: RowsProps) {
  const { t } = useTranslation()
  const set = (index: number, field: ScriptField) =>
    onChange({ ...step, fields: step.fields.with(index, field) })
  return (
    <Rows
      title={t('scriptEditor.fields')}
      add={t('scriptEditor.addField')}
      onAdd={() => {
        const field = `dato-${step.stepId}-${step.fields.length + 1}`.slice(0, 72)
        onChange({
          ...step,
          fields: [
            ...step.fields,
            { field, label: t('scriptEditor.newField'), kind: 'text', required: false },
          ],
        })
      }}
      remove={(index) => onChange({ ...step, fields: step.fields.toSpliced(index, 1) })}
      rows={step.fields.map((field, index) => (
        <>
          <TextInput
            label={t('scriptEditor.fieldLabel')}
            value={field.label}
            onChange={(event) => set(index, { ...field, label: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('scriptEditor.fieldKind')}
            value={field.kind}
            data={kinds.map((kind) => ({ value: kind, label: t(`scriptEditor.kind.${kind}`) }))}
            onChange={(event) =>
              set(index, { ...field, kind: event.currentTarget.value as ScriptField['kind'] })
            }
          />
          <NativeSelect
            label={t('scriptEditor.fieldFills')}
            value={field.prefills ?? ''}
            data={[
              { value: '', label: t('scriptEditor.fillsNothing') },
              ...fills.map((each) => ({ value: each, label: t(`scriptEditor.fills.${each}`) })),
            ]}
            onChange={(event) => {
              const { prefills: _old, ...rest } = field
              const to = fills.find((each) => each === event.currentTarget.value)
              set(index, to === undefined ? rest : { ...rest, prefills: to })
            }}
          />
          <Check
            label={t('scriptEditor.fieldRequired')}
            checked={field.required}
            onCheck={(checked) => set(index, { ...field, required: checked })}
          />
          <p className="quiet">
            {t('scriptEditor.fieldName', { name: `answer.${field.field.replace(/[.-]/g, '_')}` })}
          </p>
        </>
      ))}
    />
  )
}

export function ChoiceRows({ step, steps, onChange }: RowsProps & { steps: Steps }) {
  const { t } = useTranslation()
  const set = (index: number, choice: DraftStep['choices'][number]) =>
    onChange({ ...step, choices: step.choices.with(index, choice) })
  const free = () => '1234567890'.split('').find((key) => !step.choices.some((choice) => choice.key === key))
  return (
    <>
      <Check
        label={t('scriptEditor.redFlag')}
        checked={step.redFlag === true}
        onCheck={(checked) => {
          const { redFlag: _old, ...rest } = step
          onChange(checked ? { ...rest, redFlag: true } : rest)
        }}
      />
      <Rows
        title={t('scriptEditor.choices')}
        add={t('scriptEditor.addChoice')}
        onAdd={() => {
          const next = step.choices.at(-1)?.next ?? step.stepId
          onChange({
            ...step,
            choices: [...step.choices, { key: free() ?? '0', label: t('scriptEditor.newChoice'), next }],
          })
        }}
        remove={(index) => onChange({ ...step, choices: step.choices.toSpliced(index, 1) })}
        rows={step.choices.map((choice, index) => (
          <>
            <TextInput
              label={t('scriptEditor.choiceKey')}
              className="row-key"
              value={choice.key}
              maxLength={1}
              onChange={(event) => set(index, { ...choice, key: event.currentTarget.value })}
            />
            <TextInput
              label={t('scriptEditor.choiceLabel')}
              value={choice.label}
              onChange={(event) => set(index, { ...choice, label: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('scriptEditor.leadsTo')}
              value={choice.next}
              data={withUnknown(steps, choice.next)}
              onChange={(event) => set(index, { ...choice, next: event.currentTarget.value })}
            />
          </>
        ))}
      />
    </>
  )
}

export function BranchRows({ step, steps, onChange }: RowsProps & { steps: Steps }) {
  const { t } = useTranslation()
  const branches = step.branches ?? []
  const put = (changed: typeof branches) => {
    const { branches: _old, ...rest } = step
    onChange(changed.length === 0 ? rest : { ...rest, branches: changed })
  }
  return (
    <Rows
      title={t('scriptEditor.branches')}
      add={t('scriptEditor.addBranch')}
      onAdd={() =>
        put([...branches, { when: 'true', next: step.next ?? step.choices[0]?.next ?? step.stepId }])
      }
      remove={(index) => put(branches.toSpliced(index, 1))}
      rows={branches.map((branch, index) => (
        <>
          <TextInput
            label={t('scriptEditor.when')}
            description={t('scriptEditor.whenHelp')}
            className="row-wide"
            value={branch.when}
            maxLength={500}
            onChange={(event) => put(branches.with(index, { ...branch, when: event.currentTarget.value }))}
          />
          <NativeSelect
            label={t('scriptEditor.leadsTo')}
            value={branch.next}
            data={withUnknown(steps, branch.next)}
            onChange={(event) => put(branches.with(index, { ...branch, next: event.currentTarget.value }))}
          />
        </>
      ))}
    />
  )
}

/** The unit, service or words that an action needs; its kind is chosen when it is added. */
export function ActionRows({ step, onChange }: RowsProps) {
  const { t } = useTranslation()
  const catalogue = useAnswer('catalogue.get', {}).data
  const units = (catalogue?.units ?? []).map(({ unitId, name }) => ({ value: unitId, label: name }))
  const services = (catalogue?.services ?? []).map(({ serviceCode, name }) => ({
    value: serviceCode,
    label: name,
  }))
  const actions = step.actions ?? []
  const put = (changed: typeof actions) => {
    const { actions: _old, ...rest } = step
    onChange(changed.length === 0 ? rest : { ...rest, actions: changed })
  }
  const fresh: Record<ScriptAction['kind'], ScriptAction> = {
    request: { kind: 'request', serviceCode: services[0]?.value ?? '' },
    escalate: { kind: 'escalate', reason: t('scriptEditor.newReason') },
    appointment: { kind: 'appointment', unitId: units[0]?.value ?? '' },
    transfer: { kind: 'transfer', unitId: units[0]?.value ?? '' },
    summary: { kind: 'summary', by: 'sms', text: t('scriptEditor.newSummary') },
    emergency: { kind: 'emergency' },
  }
  const set = (index: number, action: ScriptAction) => put(actions.with(index, action))
  return (
    <Rows
      title={t('scriptEditor.actions')}
      add={t('scriptEditor.addAction')}
      onAdd={() => put([...actions, fresh.escalate])}
      remove={(index) => put(actions.toSpliced(index, 1))}
      rows={actions.map((action, index) => (
        <>
          <NativeSelect
            label={t('scriptEditor.actionKind')}
            value={action.kind}
            data={Object.keys(fresh).map((kind) => ({
              value: kind,
              label: t(`scriptEditor.action.${kind}`),
            }))}
            onChange={(event) => set(index, fresh[event.currentTarget.value as ScriptAction['kind']])}
          />
          {(action.kind === 'appointment' || action.kind === 'transfer') && (
            <NativeSelect
              label={t('scriptEditor.unit')}
              value={action.unitId}
              data={withUnknown(units, action.unitId)}
              onChange={(event) => set(index, { ...action, unitId: event.currentTarget.value })}
            />
          )}
          {action.kind === 'request' && (
            <NativeSelect
              label={t('scriptEditor.service')}
              value={action.serviceCode}
              data={withUnknown(services, action.serviceCode)}
              onChange={(event) => set(index, { ...action, serviceCode: event.currentTarget.value })}
            />
          )}
          {action.kind === 'escalate' && (
            <TextInput
              label={t('scriptEditor.reason')}
              value={action.reason}
              onChange={(event) => set(index, { ...action, reason: event.currentTarget.value })}
            />
          )}
          {action.kind === 'summary' && (
            <Textarea
              label={t('scriptEditor.summaryText')}
              className="row-wide"
              value={action.text}
              onChange={(event) => set(index, { ...action, text: event.currentTarget.value })}
            />
          )}
        </>
      ))}
    />
  )
}

export function EndFields({ step, onChange }: RowsProps) {
  const { t } = useTranslation()
  const services = useAnswer('catalogue.get', {}).data?.services ?? []
  const { end } = step
  if (!end) return null
  return (
    <>
      <NativeSelect
        label={t('scriptEditor.disposition')}
        value={end.disposition}
        data={dispositions.map((code) => ({ value: code, label: t(`disposition.${code}`) }))}
        onChange={(event) =>
          onChange({ ...step, end: { ...end, disposition: event.currentTarget.value as Disposition } })
        }
      />
      <NativeSelect
        label={t('scriptEditor.service')}
        value={end.serviceCode ?? ''}
        data={[
          { value: '', label: t('scriptEditor.noService') },
          ...services.map(({ serviceCode, name }) => ({ value: serviceCode, label: name })),
        ]}
        onChange={(event) => {
          const { serviceCode: _old, ...rest } = end
          const serviceCode = event.currentTarget.value
          onChange({ ...step, end: serviceCode === '' ? rest : { ...rest, serviceCode } })
        }}
      />
      <Textarea
        label={t('scriptEditor.summary')}
        value={end.summary}
        maxLength={400}
        onChange={(event) => onChange({ ...step, end: { ...end, summary: event.currentTarget.value } })}
      />
    </>
  )
}

function Rows(props: {
  title: string
  add: string
  onAdd: () => void
  remove: (index: number) => void
  rows: readonly React.ReactNode[]
}) {
  const { t } = useTranslation()
  return (
    <fieldset className="step-rows">
      <legend>{props.title}</legend>
      {props.rows.map((row, index) => (
        <fieldset key={index} className="step-row" aria-label={t('scriptEditor.row', { number: index + 1 })}>
          {row}
          <Button size="compact-sm" variant="subtle" onClick={() => props.remove(index)}>
            {t('scriptEditor.removeRow', { number: index + 1 })}
          </Button>
        </fieldset>
      ))}
      <Button size="compact-md" variant="default" onClick={props.onAdd}>
        {props.add}
      </Button>
    </fieldset>
  )
}

/** A name that leads nowhere stays visible as it is, instead of showing another. */
function withUnknown(known: Steps, value: string): { value: string; label: string }[] {
  return known.some((each) => each.value === value) ? [...known] : [{ value, label: `? ${value}` }, ...known]
}

function Check(props: { label: string; checked: boolean; onCheck: (checked: boolean) => void }) {
  return (
    <label className="editor-check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onCheck(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  )
}
