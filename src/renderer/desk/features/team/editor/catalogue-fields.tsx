import { useTranslation } from 'react-i18next'
import type { Procedure } from '../../../../../shared/domain/procedure.ts'
import type { MonthCount } from '../../../../../shared/domain/procedure-parts.ts'
import { useAnswer } from '../../../app/answers.ts'
import { ChoiceField, given, LinesField, NumberField, TextField } from './fields.tsx'
import { Rows } from './rows.tsx'

/** Under which numbers other catalogues know it, who decides, and where the second level has it. */
export function CatalogueFields(props: { record: Procedure; onChange: (part: Partial<Procedure>) => void }) {
  const { t } = useTranslation()
  const queues = useAnswer('catalogue.get', {}).data?.queues ?? []
  const { record, onChange } = props
  return (
    <fieldset className="editor-rows">
      <legend>{t('editor.catalogue')}</legend>
      <div className="editor-row">
        <TextField
          path="code"
          label={t('editor.code')}
          most={80}
          value={record.code}
          onChange={(text) => onChange({ code: given(text) })}
        />
        <TextField
          path="siaCode"
          label={t('difference.field.siaCode')}
          most={40}
          value={record.siaCode}
          onChange={(text) => onChange({ siaCode: given(text) })}
        />
        <TextField
          path="gobecId"
          label={t('difference.field.gobecId')}
          most={40}
          value={record.gobecId}
          onChange={(text) => onChange({ gobecId: given(text) })}
        />
        <TextField
          path="authority"
          label={t('difference.field.authority')}
          most={200}
          value={record.authority}
          onChange={(text) => onChange({ authority: given(text) })}
        />
        <ChoiceField
          path="secondLevelQueue"
          label={t('difference.field.secondLevelQueue')}
          value={record.secondLevelQueue}
          none={t('editor.none')}
          options={queues.map(({ queueId, name }) => ({ value: queueId, label: name }))}
          onChange={(secondLevelQueue) => onChange({ secondLevelQueue })}
        />
        <TextField
          path="backOfficeEmail"
          type="email"
          label={t('editor.backOffice')}
          most={254}
          value={record.backOfficeEmail}
          onChange={(text) => onChange({ backOfficeEmail: given(text) })}
        />
        <LinesField
          path="lifeEvents"
          label={t('difference.field.lifeEvents')}
          lines={record.lifeEvents}
          onChange={(lifeEvents) => onChange({ lifeEvents })}
        />
      </div>
    </fieldset>
  )
}

/** The city's own table, month by month. */
export function StatisticsRows(props: {
  rows: readonly MonthCount[]
  onChange: (rows: MonthCount[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Rows
      path="statistics"
      title={t('difference.field.statistics')}
      rows={props.rows}
      fresh={(): MonthCount => ({ month: '', attentions: 0, complaints: 0 })}
      onChange={props.onChange}
    >
      {(month, change, at) => (
        <>
          <TextField
            path={`${at}.month`}
            type="month"
            label={t('editor.month')}
            required
            value={month.month}
            onChange={(text) => change({ month: text })}
          />
          <NumberField
            path={`${at}.attentions`}
            label={t('editor.attentions')}
            most={1e9}
            value={month.attentions}
            onChange={(attentions) => change({ attentions: attentions ?? 0 })}
          />
          <NumberField
            path={`${at}.complaints`}
            label={t('editor.complaints')}
            most={1e9}
            value={month.complaints}
            onChange={(complaints) => change({ complaints: complaints ?? 0 })}
          />
        </>
      )}
    </Rows>
  )
}
