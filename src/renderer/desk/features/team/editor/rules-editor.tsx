import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Rule, RuleProfile } from '../../../../../shared/domain/shifts/rules.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { EditorFrame } from './editor-frame.tsx'
import { NumberField, SentenceField, TextField } from './fields.tsx'
import { RulesPreview } from './rules-preview.tsx'
import { SettingFields } from './setting-fields.tsx'

/** The numbers of the site's rules, each with its source; what a rule means is code and is not written here. */
export function RulesEditor(props: { doc: RecordDoc; onChange: (doc: RecordDoc) => void }) {
  const { t } = useTranslation()
  const record = props.doc as unknown as RuleProfile
  const change = (part: Partial<RuleProfile>) => props.onChange({ ...record, ...part })
  const put = (index: number, rule: Rule) =>
    change({ rules: record.rules.map((one, at) => (at === index ? rule : one)) })
  return (
    <EditorFrame preview={<RulesPreview doc={props.doc} />}>
      <p className="quiet">{t('editor.rulesLead')}</p>
      <TextField
        path="reviewedOn"
        type="date"
        label={t('record.reviewedOn')}
        required
        value={record.reviewedOn}
        onChange={(reviewedOn) => change({ reviewedOn })}
      />
      {record.rules.map((rule, index) => (
        <details key={rule.id} className="editor-rule">
          <summary>
            {rule.title} <span className="quiet">{rule.id}</span> {!rule.enabled && t('rules.off')}
          </summary>
          <RuleFields at={`rules.${index}`} rule={rule} onChange={(changed) => put(index, changed)} />
        </details>
      ))}
    </EditorFrame>
  )
}

function RuleFields({ at, rule, onChange }: { at: string; rule: Rule; onChange: (rule: Rule) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset id={`field-${at}`} className="editor-rows" aria-label={rule.title}>
      <Checkbox
        id={`field-${at}.enabled`}
        label={t('difference.field.enabled')}
        checked={rule.enabled}
        onChange={(event) => onChange({ ...rule, enabled: event.currentTarget.checked })}
      />
      <SettingFields
        at={`${at}.settings`}
        settings={rule.settings}
        onChange={(settings) => onChange({ ...rule, settings } as Rule)}
      />
      <DeferFields at={`${at}.defer`} defer={rule.defer} onChange={(defer) => onChange({ ...rule, defer })} />
      <SentenceField
        path={`${at}.why`}
        label={t('editor.ruleWhy')}
        most={300}
        value={rule.why}
        onChange={(why) => onChange({ ...rule, why })}
      />
      <SentenceField
        path={`${at}.source`}
        label={t('record.source')}
        most={300}
        value={rule.source}
        onChange={(source) => onChange({ ...rule, source })}
      />
      <Checkbox
        id={`field-${at}.verified`}
        label={t('editor.verified')}
        checked={rule.verified}
        onChange={(event) => onChange({ ...rule, verified: event.currentTarget.checked })}
      />
    </fieldset>
  )
}

const shortDeferral: NonNullable<Rule['defer']> = { times: 1, stepMinutes: 5 }

function DeferFields(props: { at: string; defer: Rule['defer']; onChange: (defer: Rule['defer']) => void }) {
  const { t } = useTranslation()
  const { at, defer, onChange } = props
  return (
    <div className="editor-row">
      <Checkbox
        id={`field-${at}`}
        label={t('editor.mayDefer')}
        checked={defer !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? shortDeferral : null)}
      />
      {defer && (
        <>
          <NumberField
            path={`${at}.times`}
            label={t('editor.deferTimes')}
            least={1}
            most={12}
            value={defer.times}
            onChange={(times = 0) => onChange({ ...defer, times })}
          />
          <NumberField
            path={`${at}.stepMinutes`}
            label={t('difference.field.stepMinutes')}
            most={1440}
            value={defer.stepMinutes}
            onChange={(stepMinutes = 0) => onChange({ ...defer, stepMinutes })}
          />
        </>
      )}
    </div>
  )
}
