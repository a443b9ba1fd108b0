import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordStatus } from '../../../../../shared/domain/validity.ts'

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
  source: string
  changeNote?: string | undefined
}

const statuses: readonly RecordStatus[] = ['draft', 'in-force', 'suspended', 'repealed']

export function TextFields(props: { record: CommonFields; onChange: (part: Partial<CommonFields>) => void }) {
  const { t } = useTranslation()
  const { record, onChange } = props
  return (
    <>
      <TextInput
        id="field-title"
        label={t('record.title')}
        required
        maxLength={200}
        value={record.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <Textarea
        id="field-summary"
        label={t('editor.summary')}
        required
        maxLength={400}
        rows={2}
        value={record.summary}
        onChange={(event) => onChange({ summary: event.currentTarget.value })}
      />
      <Textarea
        id="field-synonyms"
        label={t('editor.synonyms')}
        description={t('editor.onePerLine')}
        rows={3}
        defaultValue={record.synonyms.join('\n')}
        onChange={(event) => onChange({ synonyms: linesOf(event.currentTarget.value) })}
      />
    </>
  )
}

export function DatedFields(props: {
  record: CommonFields
  onChange: (part: Partial<CommonFields>) => void
}) {
  const { t } = useTranslation()
  const { record, onChange } = props
  return (
    <div className="editor-row">
      <NativeSelect
        id="field-status"
        label={t('record.status')}
        value={record.status}
        data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(event) =>
          onChange({ status: statuses.find((one) => one === event.currentTarget.value) ?? 'draft' })
        }
      />
      <TextInput
        type="date"
        id="field-validFrom"
        label={t('record.validFrom')}
        required
        value={record.validFrom}
        onChange={(event) => onChange({ validFrom: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        id="field-validTo"
        label={t('record.validTo')}
        value={record.validTo ?? ''}
        onChange={(event) => onChange({ validTo: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        id="field-reviewedOn"
        label={t('record.reviewedOn')}
        required
        value={record.reviewedOn}
        onChange={(event) => onChange({ reviewedOn: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        id="field-reviewDue"
        label={t('record.reviewDue')}
        required
        value={record.reviewDue}
        onChange={(event) => onChange({ reviewDue: event.currentTarget.value })}
      />
      <TextInput
        id="field-source"
        label={t('record.source')}
        required
        maxLength={400}
        value={record.source}
        onChange={(event) => onChange({ source: event.currentTarget.value })}
      />
      <TextInput
        id="field-changeNote"
        label={t('editor.changeNote')}
        maxLength={400}
        value={record.changeNote ?? ''}
        onChange={(event) => onChange({ changeNote: event.currentTarget.value || undefined })}
      />
    </div>
  )
}

/** What was typed, one thing a line; an empty line is nothing. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A field that was emptied is not there: that is how the record is stored. */
export function withoutAbsent<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
}
