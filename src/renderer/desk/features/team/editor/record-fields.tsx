import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordStatus } from '../../../../../shared/domain/validity.ts'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'
import { ChoiceField, given, LinesField, TextField } from './fields.tsx'

/** What procedures and articles both say of themselves. */
export interface CommonFields {
  title: string
  summary: string
  synonyms: string[]
  status: RecordStatus
  validFrom: string
  validTo?: string | undefined
  reviewedOn: string
  reviewDue: string
  author?: string | undefined
  approver?: string | undefined
  source: string
  sourceUrl?: string | undefined
  sourceDate?: string | undefined
  changeNote?: string | undefined
}

interface Common {
  readonly record: CommonFields
  readonly onChange: (part: Partial<CommonFields>) => void
}

const statuses: readonly RecordStatus[] = ['draft', 'in-force', 'suspended', 'repealed']

export function TextFields({ record, onChange }: Common) {
  const { t } = useTranslation()
  const card = useCardRefusal()
  return (
    <>
      <TextField
        path="title"
        label={t('record.title')}
        required
        most={200}
        value={record.title}
        onChange={(title) => onChange({ title })}
      />
      <Textarea
        id="field-summary"
        label={t('editor.summary')}
        required
        maxLength={400}
        rows={2}
        value={record.summary}
        error={card(record.summary)}
        onChange={(event) => onChange({ summary: event.currentTarget.value })}
      />
      <LinesField
        path="synonyms"
        label={t('editor.synonyms')}
        rows={3}
        lines={record.synonyms}
        onChange={(synonyms) => onChange({ synonyms })}
      />
    </>
  )
}

/** Since when, until when, who wrote and approved it, and from what. */
export function DatedFields({ record, onChange }: Common) {
  const { t } = useTranslation()
  return (
    <fieldset className="editor-rows">
      <legend>{t('editor.provenance')}</legend>
      <div className="editor-row">
        <ChoiceField
          path="status"
          label={t('record.status')}
          value={record.status}
          options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChange={(status) => onChange({ status: status ?? 'draft' })}
        />
        <TextField
          path="validFrom"
          type="date"
          label={t('record.validFrom')}
          required
          value={record.validFrom}
          onChange={(validFrom) => onChange({ validFrom })}
        />
        <TextField
          path="validTo"
          type="date"
          label={t('record.validTo')}
          value={record.validTo}
          onChange={(text) => onChange({ validTo: given(text) })}
        />
        <TextField
          path="reviewedOn"
          type="date"
          label={t('record.reviewedOn')}
          required
          value={record.reviewedOn}
          onChange={(reviewedOn) => onChange({ reviewedOn })}
        />
        <TextField
          path="reviewDue"
          type="date"
          label={t('record.reviewDue')}
          required
          value={record.reviewDue}
          onChange={(reviewDue) => onChange({ reviewDue })}
        />
        <TextField
          path="changeNote"
          label={t('editor.changeNote')}
          most={400}
          value={record.changeNote}
          onChange={(text) => onChange({ changeNote: given(text) })}
        />
      </div>
      <SourceFields record={record} onChange={onChange} />
    </fieldset>
  )
}

function SourceFields({ record, onChange }: Common) {
  const { t } = useTranslation()
  return (
    <div className="editor-row">
      <TextField
        path="source"
        label={t('record.source')}
        required
        most={400}
        value={record.source}
        onChange={(source) => onChange({ source })}
      />
      <TextField
        path="sourceUrl"
        type="url"
        label={t('editor.sourceUrl')}
        value={record.sourceUrl}
        onChange={(text) => onChange({ sourceUrl: given(text) })}
      />
      <TextField
        path="sourceDate"
        type="date"
        label={t('editor.sourceDate')}
        value={record.sourceDate}
        onChange={(text) => onChange({ sourceDate: given(text) })}
      />
      <TextField
        path="author"
        label={t('editor.author')}
        most={120}
        value={record.author}
        onChange={(text) => onChange({ author: given(text) })}
      />
      <TextField
        path="approver"
        label={t('editor.approver')}
        most={120}
        value={record.approver}
        onChange={(text) => onChange({ approver: given(text) })}
      />
    </div>
  )
}
