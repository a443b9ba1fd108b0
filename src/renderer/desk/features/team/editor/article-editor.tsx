import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../../../shared/domain/article.ts'
import { useAnswer } from '../../../app/answers.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { Markdown } from '../../../ui/records/markdown.tsx'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'
import { ChosenList } from './chosen-list.tsx'
import { EditorFrame } from './editor-frame.tsx'
import { ChoiceField, given, TextField, withoutAbsent } from './fields.tsx'
import { DatedFields, TextFields } from './record-fields.tsx'
import { Rows } from './rows.tsx'

const topics: readonly Article['topic'][] = ['food-aid', 'covid', 'care', 'city']

/** An article as its author writes it, with what the agent will read beside; whoever mounts it keeps the draft. */
export function ArticleEditor(props: { doc: RecordDoc; onChange: (doc: RecordDoc) => void }) {
  const { t } = useTranslation()
  const card = useCardRefusal()
  const record = props.doc as unknown as Article
  const change = (part: Partial<Article>) => props.onChange(withoutAbsent({ ...record, ...part }))
  return (
    <EditorFrame preview={<ArticlePreview doc={props.doc} />}>
      <TextFields record={record} onChange={change} />
      <ChoiceField
        path="topic"
        label={t('editor.topic')}
        value={record.topic}
        options={topics.map((value) => ({ value, label: t(`editor.topics.${value}`) }))}
        onChange={(topic) => change({ topic: topic ?? 'city' })}
      />
      <Textarea
        id="field-body"
        label={t('editor.body')}
        required
        maxLength={20_000}
        rows={12}
        value={record.body}
        error={card(record.body)}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <TextField
        path="clinicalApprover"
        label={t('record.clinical')}
        most={120}
        value={record.clinicalApprover}
        onChange={(text) => change({ clinicalApprover: given(text) })}
      />
      <Related record={record} onChange={change} />
      <DatedFields record={record} onChange={change} />
    </EditorFrame>
  )
}

/** What else of the city's knowledge belongs to it, and where more stands. */
function Related({ record, onChange }: { record: Article; onChange: (part: Partial<Article>) => void }) {
  const { t } = useTranslation()
  const units = useAnswer('catalogue.get', {}).data?.units ?? []
  const lines = useAnswer('publishing.overview', {}).data?.lines ?? []
  const named = (kind: string) =>
    lines.filter(({ entity }) => entity === kind).map(({ id, title }) => ({ value: id, label: title }))
  return (
    <>
      <ChoiceField
        path="unitId"
        label={t('record.unit')}
        value={record.unitId}
        none={t('editor.none')}
        options={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        onChange={(unitId) => onChange({ unitId })}
      />
      <ChosenList
        path="procedureIds"
        title={t('difference.field.procedureIds')}
        chosen={record.procedureIds}
        options={named('procedure')}
        onChange={(procedureIds) => onChange({ procedureIds })}
      />
      <ChosenList
        path="scriptIds"
        title={t('difference.field.scriptIds')}
        chosen={record.scriptIds}
        options={named('script')}
        onChange={(scriptIds) => onChange({ scriptIds })}
      />
      <Rows
        path="links"
        title={t('record.links')}
        rows={record.links}
        fresh={() => ({ title: '', url: '' })}
        onChange={(links) => onChange({ links })}
      >
        {(link, changeLink, at) => (
          <>
            <TextField
              path={`${at}.title`}
              label={t('difference.field.label')}
              required
              most={200}
              value={link.title}
              onChange={(title) => changeLink({ title })}
            />
            <TextField
              path={`${at}.url`}
              type="url"
              label={t('editor.url')}
              required
              value={link.url}
              onChange={(url) => changeLink({ url })}
            />
          </>
        )}
      </Rows>
    </>
  )
}

export function ArticlePreview({ doc }: { doc: RecordDoc }) {
  const record = doc as unknown as Article
  return (
    <>
      <h3>{record.title}</h3>
      <p className="record-summary">{record.summary}</p>
      <Markdown text={record.body} />
      {record.links.length > 0 && (
        <ul>
          {record.links.map(({ title, url }, at) => (
            <li key={`${at} ${url}`}>{title}</li>
          ))}
        </ul>
      )}
    </>
  )
}
