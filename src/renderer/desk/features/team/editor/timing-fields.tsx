import { useTranslation } from 'react-i18next'
import type { ApplicationWindow, Timing } from '../../../../../shared/domain/procedure-parts.ts'
import { ChoiceField, given, More, TextField, withoutAbsent } from './fields.tsx'
import { SpanFields } from './span-fields.tsx'

/** ¿Plazo? How long it takes, when it can be asked for, and what silence means. */
export function TimingFields({ time, onChange }: { time: Timing; onChange: (time: Timing) => void }) {
  const { t } = useTranslation()
  const change = (part: Partial<Timing>) => onChange(withoutAbsent({ ...time, ...part }))
  return (
    <fieldset id="field-time" className="editor-rows">
      <legend>{t('fact.time')}</legend>
      <SpanFields
        path="time.maximum"
        title={t('editor.maximum')}
        span={time.maximum}
        onChange={(maximum) => change({ maximum })}
      />
      <SpanFields
        path="time.typical"
        title={t('editor.typical')}
        span={time.typical}
        onChange={(typical) => change({ typical })}
      />
      <More label={t('editor.moreTime')}>
        <TextField
          path="time.startsAt"
          label={t('difference.field.startsAt')}
          value={time.startsAt}
          onChange={(text) => change({ startsAt: given(text) })}
        />
        <ChoiceField
          path="time.silence"
          label={t('difference.field.silence')}
          value={time.silence}
          none={t('editor.notSaid')}
          options={[
            { value: 'granted', label: t('time.silence.granted') },
            { value: 'refused', label: t('time.silence.refused') },
          ]}
          onChange={(silence) => change({ silence })}
        />
        <TextField
          path="time.law"
          label={t('record.law')}
          value={time.law}
          onChange={(text) => change({ law: given(text) })}
        />
        <TextField
          path="time.note"
          label={t('difference.field.note')}
          value={time.note}
          onChange={(text) => change({ note: given(text) })}
        />
        <WindowFields window={time.window} onChange={(window) => change({ window })} />
      </More>
    </fieldset>
  )
}

function WindowFields(props: {
  window: ApplicationWindow | undefined
  onChange: (window: ApplicationWindow | undefined) => void
}) {
  const { t } = useTranslation()
  const { window, onChange } = props
  return (
    <>
      <ChoiceField
        path="time.window.kind"
        label={t('difference.field.window')}
        value={window?.kind}
        none={t('editor.notSaid')}
        options={[
          { value: 'always', label: t('time.always') },
          { value: 'dates', label: t('editor.betweenDays') },
          { value: 'notice', label: t('editor.withNotice') },
        ]}
        onChange={(kind) => onChange(freshWindow(kind))}
      />
      {window?.kind === 'dates' && (
        <>
          <TextField
            path="time.window.from"
            type="date"
            label={t('difference.field.from')}
            value={window.from}
            onChange={(text) => onChange(withoutAbsent({ ...window, from: given(text) }))}
          />
          <TextField
            path="time.window.to"
            type="date"
            label={t('difference.field.to')}
            value={window.to}
            onChange={(text) => onChange(withoutAbsent({ ...window, to: given(text) }))}
          />
        </>
      )}
      {window?.kind === 'notice' && (
        <>
          <SpanFields
            path="time.window.atLeast"
            title={t('editor.atLeast')}
            span={window.atLeast}
            onChange={(atLeast) => onChange(atLeast ? { ...window, atLeast } : undefined)}
          />
          <TextField
            path="time.window.before"
            label={t('editor.before')}
            required
            value={window.before}
            onChange={(before) => onChange({ ...window, before })}
          />
        </>
      )}
    </>
  )
}

function freshWindow(kind: ApplicationWindow['kind'] | undefined): ApplicationWindow | undefined {
  switch (kind) {
    case undefined:
      return undefined
    case 'always':
    case 'dates':
      return { kind }
    case 'notice':
      return { kind, atLeast: { count: 1, unit: 'days', counted: 'working' }, before: '' }
  }
}
